"""Read articles from files, folders, JSON Lines and standard input; what cannot be read becomes a quarantine row."""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .encoding import decode, known_encoding
from .errors import ShuishuoError

TEXT_ENDINGS = (".txt", ".html", ".htm")
ROW_ENDING = ".jsonl"
STANDARD_INPUT = "-"
_FIELDS = ("id", "text", "title", "url", "published", "date")


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article as it was given. `raw` is the decoded text, `sha256` the digest of the bytes (of a .jsonl row: of
    its text in UTF-8), `published` a date as the source writes it.

    Raises ShuishuoError E103 for a text without any character to read, E108 for one with lone surrogates.
    """

    id: str
    raw: str
    path: str = ""
    sha256: str = ""
    encoding: str = "utf-8"
    title: str = ""
    url: str = ""
    published: str = ""

    def __post_init__(self) -> None:
        if not self.raw.strip("\ufeff\x00 \t\r\n\u3000"):
            raise ShuishuoError("E103", f"article {self.id}")
        try:
            self.raw.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ShuishuoError("E108", f"article {self.id}, character {error.start}") from error


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """An article that could not be read or worked on: why (`code`, see errors.py) and where (`detail`)."""

    id: str
    path: str
    code: str
    detail: str


def read_articles(paths: Iterable[str | Path], *, encoding: str | None = None) -> Iterator[Article | Rejected]:
    """The articles of some paths, in order: .txt and .html files, .jsonl files, folders of them (sorted), `-`.

    A file's id is its name without the ending, a row's its `id`; the later of two equal ids is rejected (E107).
    `encoding` overrides detection. Raises ShuishuoError E201 for a path that holds no article, E204 for an unknown
    encoding; whatever is wrong with a single article gives a `Rejected` instead.
    """
    files = [file for path in paths for file in _files(str(path))]
    used = None if encoding is None else known_encoding(encoding)
    seen: set[str] = set()
    for file in files:
        for article in _read(file, used):
            if isinstance(article, Article) and article.id in seen:
                yield Rejected(id=article.id, path=article.path, code="E107", detail=article.path)
                continue
            seen.add(article.id)
            yield article


def _files(path: str) -> list[str]:
    if path == STANDARD_INPUT:
        return [path]
    place = Path(path)
    if place.is_dir():
        inside = [str(p) for p in sorted(place.rglob("*")) if p.is_file() and _known(p)]
        if inside:
            return inside
    elif _known(place):
        return [path]  # a missing file is that article's own failure
    raise ShuishuoError("E201", path)


def _known(path: Path) -> bool:
    return path.suffix.lower() in (*TEXT_ENDINGS, ROW_ENDING)


def _read(file: str, encoding: str | None) -> Iterator[Article | Rejected]:
    name = "stdin" if file == STANDARD_INPUT else Path(file).stem
    path = "" if file == STANDARD_INPUT else file
    try:
        data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    except OSError as error:
        yield Rejected(id=name, path=path, code="E101", detail=str(error))
        return
    try:
        text, used = decode(data, encoding=encoding)
        if Path(file).suffix.lower() == ROW_ENDING:
            yield from _rows(text, path)
        else:
            yield Article(id=name, raw=text, path=path, sha256=_digest(data), encoding=used)
    except ShuishuoError as error:
        yield Rejected(id=name, path=path, code=error.code, detail=error.detail)


def _rows(text: str, path: str) -> Iterator[Article | Rejected]:
    """The articles of a .jsonl file; only the line feed ends a row."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        name, where = f"{Path(path).stem}:{number}", f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            yield Rejected(id=name, path=path, code="E105", detail=f"{where}: {error}")
            continue
        if not isinstance(row, dict):
            yield Rejected(id=name, path=path, code="E105", detail=where)
            continue
        try:
            yield _row(row, path, where)
        except ShuishuoError as error:
            given = row.get("id")
            label = given if isinstance(given, str) and given else name
            yield Rejected(id=label, path=path, code=error.code, detail=error.detail or where)


def _row(row: dict[str, Any], path: str, where: str) -> Article:
    """An article from a row. Raises ShuishuoError E103, E106 or E108."""
    given = {"date": "", **{key: value for key, value in row.items() if key in _FIELDS and value is not None}}
    for key in ("id", "text"):
        if not given.get(key):
            raise ShuishuoError("E103" if given.get(key) == "" and key == "text" else "E106", f"{where}: no {key}")
    for key, value in given.items():
        if not isinstance(value, str):
            raise ShuishuoError("E106", f"{where}: {key} is {value!r}")
    return Article(
        id=given["id"],
        raw=given["text"],
        path=path,
        sha256=_digest(given["text"].encode("utf-8", "surrogatepass")),
        title=given.get("title", ""),
        url=given.get("url", ""),
        published=given.get("published") or given["date"],
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
