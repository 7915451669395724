"""The headline: printed twice at the top of many saved pages, and the title where none is given."""

import re
from itertools import takewhile

from .draft import Fix

_LONGEST = 60  # characters; real headlines of the web run to about 45
_ENDS = tuple("。；：，、…;:,")


def doubled(text: str) -> list[Fix]:
    """Keep one of several equal first lines."""
    lines = text.split("\n")
    copies = len(list(takewhile(lambda line: line == lines[0], lines))) - 1
    if copies == 0 or not lines[0]:
        return []
    length = len(lines[0])
    return [Fix("headline", length, length + copies * (length + 1), "")]


def headline(raw: str) -> str:
    """The first line of a text as printed, if it plainly is its headline: the first of several, short, and without
    the punctuation that ends a sentence; "" otherwise. A first line that is printed twice is one in any case.
    """
    lines = [line for line in (part.strip("\ufeff\u3000 \t\xa0") for part in re.split(r"[\r\n]+", raw)) if line]
    if len(lines) < 2:
        return ""
    first = lines[0]
    return first if looks_like_headline(first) or first == lines[1] else ""


def looks_like_headline(line: str) -> bool:
    """Whether a line is short and does not end as a sentence does."""
    return 0 < len(line) <= _LONGEST and not line.endswith(_ENDS)
