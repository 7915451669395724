"""Half-width punctuation between Chinese characters to full-width, full-width digits and letters to half-width."""

import re
from typing import NamedTuple

from .draft import Fix

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_ALPHANUMERIC = re.compile("[０-９Ａ-Ｚａ-ｚ]+|(?<=[0-9０-９])[．％](?=[0-9０-９])|(?<=[0-9０-９])％")
_TO_HALF = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
# Presentation and half-width forms of Chinese punctuation: one sign, many codes.
_VARIANT = str.maketrans("︰﹕﹔﹐﹑﹖﹗､｡‧・･⋯﹙﹚", "：：；，、？！、。···…（）")
_VARIANTS = re.compile("[" + "".join(map(chr, _VARIANT)) + "]+")
_CANDIDATE = re.compile(r"[,:;?!.()]")
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々]")
_LETTER = re.compile("[A-Za-z]")
_WIDE = frozenset("，。：；？！、（）《》〈〉“”‘’「」『』【】…—")
_QUOTES = "\"'“”‘’"


class _Line(NamedTuple):
    """A line of the text: characters [start, end)."""

    start: int
    end: int


def alphanumerics(text: str) -> list[Fix]:
    """Full-width digits and letters to half-width, with the point and the per cent sign of a number."""
    return [Fix("width", m.start(), m.end(), m[0].translate(_TO_HALF)) for m in _ALPHANUMERIC.finditer(text)]


def variants(text: str) -> list[Fix]:
    """Presentation forms of Chinese punctuation to the usual ones."""
    return [Fix("punctuation", m.start(), m.end(), m[0].translate(_VARIANT)) for m in _VARIANTS.finditer(text)]


def punctuation(text: str) -> list[Fix]:
    """ASCII punctuation beside Chinese characters to full-width.

    What stands between digits or letters (3.5, 10:30, addresses of pages and mailboxes) stays, and so does every line
    that is mostly in another script.
    """
    fixes: list[Fix] = []
    line = _Line(0, -1)
    chinese = False
    full_stops = text.count("。") >= text.count(".")
    brackets: dict[int, int] = {}
    for match in _CANDIDATE.finditer(text):
        at = match.start()
        if at > line.end:
            line = _line_at(text, at)
            chinese = is_chinese(text[line.start : line.end])
            brackets = _brackets(text, line) if chinese else {}
        if not chinese:
            continue
        sign = text[at]
        before, after = _before(text, at, line.start), _after(text, at, line.end)
        if sign in "()":
            wanted = _bracket_is_chinese(text, at, brackets)
        elif sign == ".":
            wanted = _ends_sentence(text, at, line, before=before, after=after, full_stops=full_stops)
        else:
            wanted = _wide(before) or _wide(after) or (not after and not _LETTER.match(before or "a"))
        if wanted:
            end = at + 1
            if sign != "(":
                while end < line.end and text[end] == " ":
                    end += 1
            fixes.append(Fix("punctuation", at, end if end < line.end else at + 1, _FULL[sign]))
    return fixes


def is_chinese(line: str) -> bool:
    """Whether a line is Chinese with perhaps some foreign words, not the other way round."""
    return 3 * len(_CHINESE.findall(line)) >= len(_LETTER.findall(line)) and bool(_CHINESE.search(line))


def _line_at(text: str, at: int) -> _Line:
    end = text.find("\n", at)
    return _Line(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def _before(text: str, at: int, start: int) -> str:
    """The character before a sign, quotation marks left out; "" at the start of the line."""
    at -= 1
    while at >= start and text[at] in _QUOTES:
        at -= 1
    return text[at] if at >= start else ""


def _after(text: str, at: int, end: int) -> str:
    """The character after a sign, quotation marks and blanks left out; "" at the end of the line."""
    at += 1
    while at < end and (text[at] in _QUOTES or text[at] == " "):
        at += 1
    return text[at] if at < end else ""


def _wide(char: str) -> bool:
    return bool(char) and (char in _WIDE or bool(_CHINESE.match(char)))


def _ends_sentence(text: str, at: int, line: _Line, *, before: str, after: str, full_stops: bool) -> bool:
    """Whether a point is a folded 。, and not part of a number, an address, a name or an ellipsis."""
    if text[at + 1 : at + 2] == "." or (at > line.start and text[at - 1] == "."):
        return False
    following = text[at + 1 : at + 2]
    if following and following not in _QUOTES + " \n" and not _wide(following):
        return False
    if not after:
        return _wide(before) or before in ")%" or before.isdigit()
    return _wide(before) and (not full_stops or following in _QUOTES)


def _brackets(text: str, line: _Line) -> dict[int, int]:
    """The partner of each ASCII bracket of a line that has one."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    for match in re.compile(r"[()（）]").finditer(text, line.start, line.end):
        if match[0] in "(（":
            stack.append(match.start())
        elif stack:
            opener = stack.pop()
            partner[opener], partner[match.start()] = match.start(), opener
    return partner


def _bracket_is_chinese(text: str, at: int, brackets: dict[int, int]) -> bool:
    """Whether a bracket has Chinese inside or beside it, on either end of the pair."""
    other = brackets.get(at, at)
    low, high = min(at, other), max(at, other)
    if _CHINESE.search(text, low, high):
        return True
    before = text[low - 1 : low] if low else ""
    return _wide(before) or (_wide(text[high + 1 : high + 2]) and not (before.isascii() and before.isalnum()))
