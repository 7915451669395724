"""Dates and splits: what a corpus index knows of articles that their files do not say."""

from collections.abc import Iterable

from ..corpus.index import Row
from ..record import Record


def with_index(records: Iterable[Record], rows: Iterable[Row]) -> tuple[list[Record], dict[str, str]]:
    """The records, with the index's date where they have none, and the split of each article in the index by id."""
    index = {row.id: row for row in rows}
    dated = [
        record.with_(published=index[record.id].published) if record.id in index and not record.published else record
        for record in records
    ]
    return dated, {row.id: row.split for row in index.values()}
