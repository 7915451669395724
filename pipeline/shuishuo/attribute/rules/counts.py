"""How often a cue in a context was right on annotated articles: what is accepted, and with what confidence."""

from typing import Literal

from .cues import Cue
from .lexicon import Lexicon
from .reading import Reading
from .sources import Source

Left = Literal["own", "shared", "none", "quoted", "modal"]

_PRIOR = 3.0  # how many attestations the cue's kind counts for beside the cue's own
_GENERAL = 1.0  # and all cues beside the kind


def left_context(reading: Reading, lexicon: Lexicon, cue: Cue, source: Source | None) -> Left:
    """Where the subject stands: in the cue's clause, in an earlier clause, nowhere; or a word before the cue that
    denies or only considers the act; or all of it in a quotation.
    """
    if cue.first and lexicon.has("modal", reading.words[cue.first - 1]):
        return "modal"
    if reading.inside(cue.start) >= 0:
        return "quoted"
    if source is None:
        return "none"
    return "shared" if source.shared else "own"


def context(cue: Cue, left: Left) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """The keys of a cue's own row in the table of counts and of its kind's row."""
    kind = "noun" if cue.noun else cue.entry.kind
    word = cue.entry.word if not cue.noun else cue.entry.word + "是"
    return (word, left, cue.follow), (f"*{kind}", left, cue.follow)


def confidence(lexicon: Lexicon, cue: Cue, left: Left) -> float:
    """The share of right ones among such cues in the annotated articles, between 0 and 1; rare cues lean on their
    kind.
    """
    own, kind = context(cue, left)
    found, right = lexicon.counts.get(kind, (0, 0))
    general = (right + _GENERAL * 0.5) / (found + _GENERAL)
    found, right = lexicon.counts.get(own, (0, 0))
    return (right + _PRIOR * general) / (found + _PRIOR)
