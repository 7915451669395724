"""Reading annotated articles: our corpus by its index, and gold of the same form elsewhere."""

import json
from collections.abc import Iterable
from pathlib import Path

from ..document import Document
from ..errors import ShuishuoError
from ..exchange.annotated import Annotated
from ..gold import compile_annotations, read_gold
from .index import ANNOTATIONS, FIRST, INDEX, RAW, SECOND, Row, read_index
from .split import Split


def read_corpus(root: Path) -> tuple[list[Row], Annotated]:
    """The index of the corpus in `root`, and its articles in the same order.

    Raises ShuishuoError E101 where a file cannot be read, E304 or E306 where an annotation or the index is malformed.
    """
    rows = read_index(root / INDEX)
    try:
        texts = {row.id: (root / RAW / f"{row.id}.txt").read_bytes().decode("utf-8") for row in rows}
        documents = compile_annotations(texts, [root / ANNOTATIONS / f"{row.id}.txt" for row in rows])
    except (OSError, UnicodeDecodeError) as error:
        raise ShuishuoError("E101", str(error)) from error
    return rows, Annotated(documents=tuple(documents), texts=texts)


def read_independent(root: Path, annotated: Annotated) -> tuple[list[Document], list[Document]]:
    """The first and the second annotations of those articles of the corpus in `root` that have two, by id.

    Raises ShuishuoError E304 or E305.
    """
    first, second = (compile_annotations(annotated.texts, sorted((root / f).glob("*.txt"))) for f in (FIRST, SECOND))
    return first, second


def part(rows: Iterable[Row], annotated: Annotated, split: Split) -> Annotated:
    """The articles of one split."""
    ids = {row.id for row in rows if row.split == split}
    return Annotated(
        documents=tuple(document for document in annotated.documents if document.id in ids),
        texts={id_: text for id_, text in annotated.texts.items() if id_ in ids},
    )


def read_reference(folder: Path) -> Annotated:
    """Gold of real articles: articles.jsonl (`id`, `text`) and gold.jsonl in stand-off form, in one folder.

    Raises ShuishuoError E101 where a file cannot be read, E105 or E106 for a malformed article, E301, E302 or E305
    for gold that does not fit.
    """
    path = folder / "articles.jsonl"
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            texts = dict(_article(line, f"{path}:{number}") for number, line in enumerate(file, 1) if line.strip())
        return Annotated(documents=tuple(read_gold(folder / "gold.jsonl", texts)), texts=texts)
    except (OSError, UnicodeDecodeError) as error:
        raise ShuishuoError("E101", str(error)) from error


def _article(line: str, where: str) -> tuple[str, str]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ShuishuoError("E105", f"{where}: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str):
        raise ShuishuoError("E106", where)
    return row["id"], row["text"]
