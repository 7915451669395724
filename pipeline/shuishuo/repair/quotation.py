"""Quotation marks of all kinds to “ ” and ‘ ’: straight ones by what stands around them, 「 」 by depth."""

import re

from .draft import Fix
from .width import is_chinese

_ODD = re.compile("[\"＂「」『』｢｣﹁﹂﹃﹄〝〞]|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])|＇")
_MARK = re.compile("[\"＂“”‘’「」『』｢｣﹁﹂﹃﹄〝〞]|(?<![A-Za-z0-9])'|'(?![A-Za-z0-9])|＇")
_OPENERS = {"「": "“", "｢": "“", "﹁": "“", "〝": "“", "『": "‘", "﹃": "‘", "“": "“", "‘": "‘"}
_CLOSERS = {"」": "”", "｣": "”", "﹂": "”", "〞": "”", "』": "’", "﹄": "’", "”": "”", "’": "’"}
_CLOSE = {"“": "”", "‘": "’"}
_OTHER = {"“": "‘", "‘": "“"}
_KEPT = frozenset("“”‘’")
_BEFORE_OPENING = frozenset("：:（(，。、；！？《 \u3000")
_AFTER_CLOSING = frozenset("，。、；！？）)》：:")


def marks(text: str) -> list[Fix]:
    """Curly marks for straight and angular ones, paragraph by paragraph, in paragraphs that are Chinese."""
    fixes: list[Fix] = []
    done = 0
    for odd in _ODD.finditer(text):
        if odd.start() < done:
            continue
        start = text.rfind("\n", 0, odd.start()) + 1
        end = text.find("\n", odd.start())
        done = len(text) if end < 0 else end
        line = text[start:done]
        if is_chinese(line):
            fixes += [Fix("quotation", start + at, start + at + 1, mark) for at, mark in _curly(line)]
    return fixes


def _curly(line: str) -> list[tuple[int, str]]:
    """The marks of one paragraph that change, with their places."""
    found = list(_MARK.finditer(line))
    apostrophes = sum(match[0] in "'＇" for match in found)
    stack: list[str] = []  # curly openers that wait for their closing marks
    changed: list[tuple[int, str]] = []
    for match in found:
        at, sign = match.start(), match[0]
        if sign in "'＇" and apostrophes % 2:
            continue  # one of them is an apostrophe, and nothing says which
        if sign in "\"'＂＇":
            new = _straight("‘" if sign in "'＇" else "“", line, at, stack)
        elif sign in _OPENERS:
            new = _OPENERS[sign]
            if sign not in _KEPT and stack and stack[-1] == new:
                new = _OTHER[new]  # 「 inside “ ” is a quotation within one
        else:
            new = _CLOSERS[sign]
            if sign not in _KEPT and stack and _CLOSE[stack[-1]] != new and stack[-1] == _OTHER[_opener(new)]:
                new = _CLOSE[stack[-1]]
        if new in _CLOSE:
            stack.append(new)
        elif stack and _opener(new) in stack:
            del stack[len(stack) - 1 - stack[::-1].index(_opener(new)) :]
        if new and new != sign:
            changed.append((at, new))
    return changed


def _opener(close: str) -> str:
    return "“" if close == "”" else "‘"


def _straight(opener: str, line: str, at: int, stack: list[str]) -> str:
    """What a straight mark is: it closes what is open, unless it stands where only an opening mark can."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if opener in stack:
        return opener if before in ("：", ":") and after not in _AFTER_CLOSING and after else _CLOSE[opener]
    if before.isdigit() and line[at] not in line[at + 1 :]:
        return ""  # inches or minutes
    if (not after or after in _AFTER_CLOSING) and before and before not in _BEFORE_OPENING:
        return _CLOSE[opener]
    return opener
