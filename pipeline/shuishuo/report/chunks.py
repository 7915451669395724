"""Chunks: the rows behind a view as small script files, since a page opened from a file may load scripts but no data.

Each file calls one function of the page with plain JSON, nothing else; the page builds its table with text nodes only.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

CHUNK = 1000  # rows in a file: some hundred kilobytes
FOLDER = "data"


def chunk_files(name: str, rows: Sequence[Any]) -> dict[str, str]:
    """The dataclass instances `rows` as script files by path, at least one, in order: `data/NAME-1.js`, ….

    Each calls `addRows(NAME, rows)`. Same rows, same bytes.
    """
    parts = [rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)] or [rows]
    return {f"{FOLDER}/{name}-{number}.js": "".join(_script(name, part)) for number, part in enumerate(parts, 1)}


def _script(name: str, rows: Sequence[Any]) -> Iterator[str]:
    yield f"addRows({_plain(name)}, [\n"
    for row in rows:
        yield f"{_plain(asdict(row))},\n"
    yield "]);\n"


def _plain(value: Any) -> str:
    """JSON that is a JavaScript literal too: the two line separators that were none there are escaped, and `<`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
