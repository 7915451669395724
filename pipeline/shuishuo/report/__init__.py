"""Report: pages to look at, each a single HTML file that needs nothing else, neither network nor other files.

pages = report(records, gold=read_gold(path, texts))
write_report(pages, folder)
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..document import Document
from ..errors import ShuishuoError
from ..evaluate import evaluate
from ..record import Record
from .page import make_page
from .render import render_article, render_index

__all__ = ["report", "write_report"]

_LONGEST_NAME = 80


def report(records: Sequence[Record], *, gold: Iterable[Document] | None = None) -> dict[str, str]:
    """HTML pages by file name: one for each record and, of several, an `index.html` that leads to them.

    The page of a single record is itself `index.html`. With `gold`, the pages of its articles show what was missed,
    what is a false alarm and what is wrong with the rest, and the index the figures over all of them.
    Raises ShuishuoError E305 where an article of `gold` is not among the records, E301 where its spans do not fit.
    """
    documents = None if gold is None else {document.id: document for document in gold}
    outcome = None
    if documents:
        texts = {record.id: record.raw for record in records}
        outcome = evaluate(documents.values(), map(Document.from_record, records), texts)
    pages = [make_page(record, gold=documents.get(record.id) if documents else None) for record in records]
    if len(pages) == 1:
        return {"index.html": render_article(pages[0])}
    names = _file_names([record.id for record in records])
    entries = list(zip(names, pages, strict=True))
    html = {"index.html": render_index(entries, outcome)}
    for at, (name, page) in enumerate(entries):
        before = names[at - 1] if at else ""
        after = names[at + 1] if at + 1 < len(names) else ""
        html[name] = render_article(page, index="index.html", before=before, after=after)
    return html


def write_report(pages: Mapping[str, str], folder: Path) -> None:
    """Write the pages into `folder`, which is made where it is missing. Raises ShuishuoError E404."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, html in pages.items():
            (folder / name).write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ShuishuoError("E404", f"{folder}: {error.strerror}") from error


def _file_names(ids: Iterable[str]) -> list[str]:
    """A file name for each id that every file system takes, no two alike, not even in another case."""
    names: list[str] = []
    taken = {"index"}
    for id_ in ids:
        stem = plain = re.sub(r"[^\w-]+", "_", id_)[:_LONGEST_NAME].strip("_") or "article"
        number = 1
        while stem.lower() in taken:
            number += 1
            stem = f"{plain}-{number}"
        taken.add(stem.lower())
        names.append(f"{stem}.html")
    return names
