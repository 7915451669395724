"""Texts of a reference folder: real articles and data sets that no article of ours may copy from."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import ShuishuoError

_PLAIN = (".txt", ".md", ".tsv", ".json")
_ROWS = ".jsonl"
_COLUMNS = {".conllu": 1, ".bio": 0, ".bmes": 0}  # one word a line, in this column; an empty line ends a sentence


def reference_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every text below `folder` as (`file:line`, text), in a fixed order; files of other kinds are left aside.

    Plain files give a line each, .jsonl files the strings of a row, column files a sentence; all may be gzipped.
    Raises ShuishuoError E101 where the folder or a file cannot be read, E105 for a line of .jsonl that is not JSON.
    """
    if not folder.is_dir():
        raise ShuishuoError("E101", f"{folder} is not a folder")
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        ending = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
        name = str(path.relative_to(folder))
        if ending not in (*_PLAIN, _ROWS, *_COLUMNS):
            continue
        opened = gzip.open if path.suffix == ".gz" else open
        try:
            with opened(path, "rt", encoding="utf-8") as file:
                if ending == _ROWS:
                    yield from _rows(name, file)
                elif ending in _COLUMNS:
                    yield from _sentences(name, file, _COLUMNS[ending])
                else:
                    yield from ((f"{name}:{number}", line) for number, line in enumerate(file, 1))
        except (OSError, UnicodeDecodeError) as error:
            raise ShuishuoError("E101", f"{path}: {error}") from error


def _rows(name: str, lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 1):
        try:
            yield f"{name}:{number}", "\n".join(_strings(json.loads(line)))
        except ValueError as error:
            raise ShuishuoError("E105", f"{name}, line {number}: {error}") from error


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _sentences(name: str, lines: Iterable[str], column: int) -> Iterator[tuple[str, str]]:
    words: list[str] = []
    number = 0
    for number, line in enumerate(lines, 1):
        cells = line.split()
        if not cells:
            yield f"{name}:{number}", "".join(words)
            words = []
        elif not line.startswith("#") and len(cells) > column:
            words.append(cells[column])
    yield f"{name}:{number}", "".join(words)
