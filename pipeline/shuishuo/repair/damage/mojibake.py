"""Undoes wrong decodings of paragraphs: UTF-8 read as GBK or Latin-1, and GBK read as Latin-1.

A paragraph is read back into the bytes that were decoded wrongly, and these are decoded rightly. That must succeed to
the last byte, and the language model must find the outcome far likelier than the page; what holds U+FFFD (锟斤拷) is
beyond repair and stays.
"""

import re
from collections.abc import Callable

from .fix import Fix
from .language_model import EDGE, Context, load

_CHINESE = re.compile("[\u3400-\u9fff]")
_ACCENTED = re.compile("[\u00a1-\u00ff]")
_LEAST = 4  # Chinese characters in a paragraph that proves a wrong decoding
_GAIN = 1.5  # nats a character by which the outcome must be likelier than the page


def _latin(character: str) -> bytes:
    """The byte of a character in Windows-1252, or in Latin-1 where that has none."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _gb18030(character: str) -> bytes:
    return character.encode("gb18030")


_READINGS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "UTF-8 as GBK": (_gb18030, "utf-8"),
    "UTF-8 as Latin-1": (_latin, "utf-8"),
    "GBK as Latin-1": (_latin, "gb18030"),
}


def find(text: str) -> list[Fix]:
    """The fixes of wrongly decoded paragraphs, cut where page and outcome have a boundary at the same byte."""
    outcomes: list[tuple[int, str, str, str]] = []
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            outcomes += [(start, line, name, after) for name in _READINGS if (after := _reread(line, name))]
        start += len(line) + 1
    proven = {name for _, line, name, after in outcomes if _proves(line, after)}
    fixes: list[Fix] = []
    for start, line, name, after in outcomes:
        if name in proven and (not fixes or fixes[-1].end <= start) and _likelihood(after) > _likelihood(line):
            fixes += _cut(start, line, after, name)
    return fixes


def _reread(line: str, name: str) -> str:
    """What a paragraph says when it is read rightly; empty where it cannot have been decoded this way."""
    encode, encoding = _READINGS[name]
    if (encode is _latin) != (_CHINESE.search(line) is None and _ACCENTED.search(line) is not None):
        return ""
    try:
        after = (line.encode("gb18030") if encode is _gb18030 else b"".join(map(encode, line))).decode(encoding)
    except UnicodeError:
        return ""
    return after if _CHINESE.search(after) and "\ufffd" not in after else ""


def _proves(line: str, after: str) -> bool:
    return len(_CHINESE.findall(after)) >= _LEAST and _likelihood(after) > _likelihood(line) + _GAIN


def _likelihood(line: str) -> float:
    """The mean log probability of a paragraph's characters."""
    model, total = load(), 0.0
    context: Context = (EDGE,)
    for character in line:
        number = model.number(character)
        total += model.score(context, number)
        context = model.after(context, number)
    return total / len(line)


def _cut(start: int, line: str, after: str, name: str) -> list[Fix]:
    """The smallest replacements that turn a paragraph into its outcome."""
    encode, encoding = _READINGS[name]
    fixes: list[Fix] = []
    begin = shown = read = 0
    shown_bytes = read_bytes = 0
    written = 0
    while shown < len(line):
        shown_bytes += len(encode(line[shown]))
        shown += 1
        while read_bytes < shown_bytes:
            read_bytes += len(after[read].encode(encoding))
            read += 1
        if read_bytes == shown_bytes:
            if line[begin:shown] != after[written:read]:
                fixes.append(Fix("mojibake", start + begin, start + shown, after[written:read]))
            begin, written = shown, read
    return fixes
