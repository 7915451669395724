"""The headline at the top of a text, which many saved pages print twice."""

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


def end(text: str, *, doubled: bool) -> int:
    """Where the headline at the top of a clean text ends; 0 where the first of several lines is none.

    A line that was `doubled` is a headline in any case.
    """
    first, _, rest = text.partition("\n")
    return len(first) if rest and (doubled or looks_like_headline(first)) else 0


def looks_like_headline(line: str) -> bool:
    """Whether a line is short and does not end as a sentence does."""
    return 0 < len(line) <= _LONGEST and not line.endswith(_ENDS)
