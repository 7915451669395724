"""The index of our corpus: one row an article with what is known of it, its split, and its manifest (SHA-256)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ..errors import ShuishuoError
from ..gold import compile_annotations
from ..output import whole_file
from .split import Split, assign

Script = Literal["S", "T"]

INDEX = "index.jsonl"
RAW = "raw"
ANNOTATIONS = "gold/annotations"
FIRST, SECOND = "gold/first", "gold/second"  # two independent annotations of some articles, for agreement
_GIVEN = ("id", "title", "published", "kind", "script", "story")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One article of the corpus.

    published: `YYYY-MM-DD`. kind: what sort of news, as listed in the data card. script: `S`implified or
    `T`raditional. story: articles about the same events share it, and with it the split. The digests are of the bytes
    of raw/ID.txt, gold/annotations/ID.txt, gold/first/ID.txt and gold/second/ID.txt, the last two "" where the article
    was annotated once.
    """

    id: str
    title: str
    published: str
    kind: str
    script: Script
    story: str
    split: Split
    text_sha256: str
    annotation_sha256: str
    first_sha256: str
    second_sha256: str


def read_index(path: Path) -> list[Row]:
    """The rows of an index file, in its order.

    Raises ShuishuoError E101 where it cannot be read, E306 where a row is malformed or an id occurs twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ShuishuoError("E101", f"{path}: {error}") from error
    rows: dict[str, Row] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            given = json.loads(line)
        except ValueError as error:
            raise ShuishuoError("E306", f"{where}: {error}") from error
        row = _row(given, where)
        if row.id in rows:
            raise ShuishuoError("E306", f"{where}: {row.id} is there twice")
        rows[row.id] = row
    return list(rows.values())


def write_index(rows: Iterable[Row], path: Path) -> None:
    """Write an index file, sorted by id. Raises ShuishuoError E404 where it cannot be written."""
    with whole_file(path) as file:
        for row in sorted(rows, key=lambda row: row.id):
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def build_index(rows: Iterable[Mapping[str, Any]], root: Path, *, published: Iterable[Row] = ()) -> list[Row]:
    """Index the articles that are complete in the corpus `root`: those with a text and an annotation that compiles.

    rows: id, title, published, kind, script and story of each article; other fields are left aside. published: rows of
    an earlier index, whose stories keep their split. Sorted by id; the same input gives the same rows.
    Raises ShuishuoError E306 where a row lacks a field or an id occurs twice.
    """
    given: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        lacking = [name for name in _GIVEN if not isinstance(row.get(name), str) or not row[name]]
        if lacking or row["id"] in given:
            raise ShuishuoError("E306", f"{row.get('id', '?')}: {', '.join(lacking) or 'there twice'}")
        given[row["id"]] = row
    complete = [given[id_] for id_ in sorted(given) if _complete(id_, root)]
    splits = assign(
        {row["id"]: (row["story"], row["kind"]) for row in complete},
        fixed={row.story: row.split for row in published},
    )
    return [
        _row(
            {
                **{name: row[name] for name in _GIVEN},
                "split": splits[row["id"]],
                "text_sha256": digest(root / RAW / f"{row['id']}.txt"),
                "annotation_sha256": digest(root / ANNOTATIONS / f"{row['id']}.txt"),
                "first_sha256": digest(root / FIRST / f"{row['id']}.txt"),
                "second_sha256": digest(root / SECOND / f"{row['id']}.txt"),
            },
            row["id"],
        )
        for row in complete
    ]


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits; "" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _complete(id_: str, root: Path) -> bool:
    text, annotation = root / RAW / f"{id_}.txt", root / ANNOTATIONS / f"{id_}.txt"
    if not text.is_file() or not annotation.is_file():
        return False
    try:
        compile_annotations({id_: text.read_bytes().decode("utf-8")}, [annotation])
    except (ShuishuoError, UnicodeDecodeError):
        return False  # work in progress: `check` names what is wrong with it
    return True


def _row(given: Any, where: str) -> Row:
    names = [field.name for field in fields(Row)]
    if not isinstance(given, dict) or sorted(given) != sorted(names):
        raise ShuishuoError("E306", f"{where}: the fields must be {', '.join(names)}")
    optional = ("first_sha256", "second_sha256")
    wrong = [name for name in names if not isinstance(given[name], str) or not (given[name] or name in optional)]
    if bool(given["first_sha256"]) != bool(given["second_sha256"]):
        wrong.append("first_sha256 without second_sha256, or the other way round")
    if given["script"] not in get_args(Script):
        wrong.append("script")
    if given["split"] not in get_args(Split):
        wrong.append("split")
    if wrong:
        raise ShuishuoError("E306", f"{where}: {', '.join(wrong)}")
    return Row(**cast(dict[str, Any], given))
