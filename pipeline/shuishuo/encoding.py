"""Decode the bytes of an article: by what they say of themselves, else by what reads most like Chinese news."""

import codecs
import re

from .errors import ShuishuoError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([-\w]{3,20})|<\?xml[^>]{0,80}encoding=[\"']([-\w]{3,20})", re.I
)
_CANDIDATES = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
# What pages call by an older name holds characters of the newer set (WHATWG Encoding Standard).
_NEWER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "hz": "hz"}
_COMMON_PUNCTUATION = frozenset("，。、：；？！“”（）《》「」\n")
_LEAST = 0.7  # share of plausible characters below which bytes are not taken for text
_DAMAGED = 0.01  # share of undecodable characters that a text may hold


def decode(data: bytes, *, encoding: str | None = None) -> tuple[str, str]:
    """The text of some bytes, and the name of the encoding that they were decoded with.

    In this order: the `encoding` named, a byte order mark (which stays in the text), UTF-8, what the HTML page
    declares, then the most plausible of GB18030, Big5 and UTF-16. Text with a few spoilt bytes is decoded with U+FFFD
    in their place. Raises ShuishuoError E102 where no encoding fits, E204 where the one named is unknown.
    """
    if encoding is not None:
        name = known_encoding(encoding)
        text = _strict(data, name)
        if text is None:
            raise ShuishuoError("E102", f"not {name}")
        return text, name
    for mark, name in _MARKS:
        if data.startswith(mark) and (text := _strict(data, name)) is not None:
            return text, name
    declared = _declared(data)
    for name in ("utf-8", *declared):
        text = _strict(data, name)
        if text is not None and "\0" not in text:
            return text, name
    return _most_plausible(data, declared)


def known_encoding(encoding: str) -> str:
    """Python's name of an encoding. Raises ShuishuoError E204 where it has none or is no encoding of text."""
    try:
        info = codecs.lookup(encoding)
        "".encode(encoding)
    except LookupError as error:
        raise ShuishuoError("E204", encoding) from error
    return _NEWER.get(info.name, info.name)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _declared(data: bytes) -> tuple[str, ...]:
    """The encoding that a page names at its top, if Python knows it."""
    match = _META.search(data, 0, 4096)
    if match is None:
        return ()
    try:
        return (known_encoding((match[1] or match[2]).decode("ascii")),)
    except ShuishuoError:
        return ()  # a page may declare anything; detection goes on without it


def _most_plausible(data: bytes, declared: tuple[str, ...]) -> tuple[str, str]:
    best: tuple[float, str, str] = (_LEAST, "", "")
    for name in _CANDIDATES:
        text = _strict(data, name)
        if text is not None and (score := plausibility(text)) > best[0]:
            best = (score, text, name)
    if best[2]:
        return best[1], best[2]
    for name in ("utf-8", *declared, "gb18030", "big5hkscs"):
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= _DAMAGED * len(text) and (score := plausibility(text)) > best[0]:
            best = (score, text, name)
    if not best[2]:
        raise ShuishuoError("E102")
    return best[1], best[2]


def plausibility(text: str) -> float:
    """How much of a text are characters that everyday Chinese is written with: 0 to 1, by their number.

    Everyday ideographs are the first levels of GB 2312 and of Big5, 3,755 and 5,401 characters; what bytes give in the
    wrong one of these encodings mostly lies outside of both.
    """
    good = total = 0
    for char in text:
        if char.isascii():
            total += 1
            good += char.isprintable() or char in "\t\r\n"
            continue
        total += 2
        good += 2 * (char in _COMMON_PUNCTUATION or char in _EVERYDAY)
    return good / total if total else 0.0


def _first_levels() -> frozenset[str]:
    gb = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    big5 = (bytes((high, low)) for high in range(0xA4, 0xC7) for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    level = {pair.decode("gb2312", "ignore") for pair in gb} | {pair.decode("big5", "ignore") for pair in big5}
    return frozenset(level - {""})


_EVERYDAY = _first_levels()
