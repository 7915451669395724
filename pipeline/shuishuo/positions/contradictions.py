"""Contradictions: claims of two speakers about one target with opposite stance, side by side (the 罗生门 view)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from .statements import Statement

MOST = 3  # contradictions that are kept for two speakers and one target, those on the likest matter
_GRAM = 2  # characters of the pieces that tell whether two contents are about the same matter


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """One speaker in favor of a target and another against it. `matter`, 0 to 1, is the share of the shorter content's
    character pairs, names of the parties aside, that the other has too: how likely both speak of the same matter.
    """

    favor: Statement
    against: Statement
    matter: float

    @property
    def self_contradiction(self) -> bool:
        """Whether it is one speaker that says both."""
        return self.favor.speaker.key == self.against.speaker.key


def contradictions(found: Iterable[Statement], *, across_articles: bool = False) -> list[Contradiction]:
    """The contradictions about each target, the likeliest to be about the same matter first.

    Within one article, or with `across_articles` between any two. A target's own words about itself are not
    statements, so its defence shows as a stance against its accuser. At most MOST for each two speakers and target.
    """
    sides: dict[tuple[str, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in found:
        if statement.label != "neutral":
            place = "" if across_articles else statement.article
            sides[place, statement.target.key][statement.label].append(statement)
    out: list[Contradiction] = []
    for key in sorted(sides):
        pairs: dict[tuple[str, str], list[Contradiction]] = defaultdict(list)
        for favor, against in product(sides[key]["favor"], sides[key]["against"]):
            one = Contradiction(favor=favor, against=against, matter=_matter(favor, against))
            pairs[favor.speaker.key, against.speaker.key].append(one)
        for speakers in sorted(pairs):
            out += _first(pairs[speakers])[:MOST]
    return _first(out)


def _first(found: Sequence[Contradiction]) -> list[Contradiction]:
    return sorted(found, key=lambda one: (-one.matter, one.favor.article, one.favor.start, one.against.start))


def _matter(favor: Statement, against: Statement) -> float:
    names = {party.name for one in (favor, against) for party in (one.speaker, one.target)}
    left, right = _grams(favor.content, names), _grams(against.content, names)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _grams(content: str, names: Iterable[str]) -> set[str]:
    for name in sorted(names, key=len, reverse=True):
        content = content.replace(name, "\n")
    grams = (content[at : at + _GRAM] for at in range(len(content) - _GRAM + 1))
    return {gram for gram in grams if gram.isalnum()}
