"""Characters that nobody sees: zero-width ones, controls, odd line ends and blanks, and the blank edges of lines."""

import re

from .draft import Fix

# Zero-width and directional marks, byte order marks, soft hyphens, controls, the replacement character, tags and
# non-characters. Joiners and variation selectors inside emoji go too: no word of an article is made of them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffd\ufffe\uffff\U000e0000-\U000e007f]+"
)
_LINE_END = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_EDGE = re.compile("[ \u3000]*\n[ \u3000\n]*|^[ \u3000]+|[ \u3000]+$")


def invisible(text: str) -> list[Fix]:
    """Drop characters that print nothing."""
    return [Fix("invisible", m.start(), m.end(), "") for m in _INVISIBLE.finditer(text)]


def line_ends(text: str) -> list[Fix]:
    """Make every kind of line end a single line feed."""
    return [Fix("line-end", m.start(), m.end(), "\n") for m in _LINE_END.finditer(text)]


def blanks(text: str) -> list[Fix]:
    """Make every kind of blank inside a line a plain one; the full-width blank stays what it is."""
    return [Fix("blank", m.start(), m.end(), " ") for m in _BLANK.finditer(text)]


def edges(text: str) -> list[Fix]:
    """Drop blanks at the edges of lines, and empty lines."""
    fixes: list[Fix] = []
    for match in _EDGE.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            fixes.append(Fix("blank", start, end, ""))
            continue
        feed = text.index("\n", start)
        if start < feed:
            fixes.append(Fix("blank", start, feed, ""))
        if feed + 1 < end:
            fixes.append(Fix("blank", feed + 1, end, ""))
    return fixes
