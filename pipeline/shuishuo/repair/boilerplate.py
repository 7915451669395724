"""Lines that the site added at the top or the end of an article: editors' credits, links, calls to read on."""

import re
from functools import cache

from ..resources import lexicon_rows
from .draft import Fix
from .headline import looks_like_headline

_LONGEST = 160  # characters; the patterns are narrower still


def lines(text: str) -> list[Fix]:
    """Drop whole lines at the edges that a pattern of the lexicon covers from end to end; never all lines.

    At the top, that is above or right below the headline. What no pattern covers ends the search: a line of boilerplate
    that is missed costs less than a sentence of the article that is lost.
    """
    rows = text.split("\n")
    top, end = _patterns()
    above = _run(rows, top)
    rest = rows[above:]
    below = _run(rest[1:], top) if above < len(rows) - 1 and looks_like_headline(rest[0]) else 0
    last = len(rest) - _run(rest[1 + below :][::-1], end, keep=0)
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    fixes = []
    if above:
        fixes.append(Fix("boilerplate", 0, starts[above], ""))
    if below:
        fixes.append(Fix("boilerplate", starts[above + 1] - 1, starts[above + 1 + below] - 1, ""))
    if last < len(rest):
        fixes.append(Fix("boilerplate", starts[above + last] - 1, len(text), ""))
    return fixes


def _run(rows: list[str], pattern: re.Pattern[str], *, keep: int = 1) -> int:
    """How many of the first rows the pattern covers, all but `keep` at most."""
    count = 0
    while count < len(rows) - keep and len(rows[count]) <= _LONGEST and pattern.fullmatch(rows[count]):
        count += 1
    return count


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns for the lines at the top and for those at the end."""
    rows = lexicon_rows("boilerplate.tsv")
    top, end = ("|".join(row["pattern"] for row in rows if row["edge"] in (edge, "both")) for edge in ("top", "end"))
    return re.compile(top), re.compile(end)
