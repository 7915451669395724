"""How often a cue in a context was right on annotated articles: what is accepted, and with what confidence."""

from typing import Literal

from .cues import Cue
from .lexicon import Lexicon
from .reading import Reading
from .sources import Source

Left = Literal["own", "shared", "none", "quoted", "modal"]

_PRIOR = 3.0  # attestations that the wider context counts for beside a narrower one's own


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


def context(cue: Cue, left: Left) -> tuple[tuple[str, str, str], ...]:
    """The keys of a cue's rows in the table of counts: any cue's in such a place, its kind's, its own."""
    kind = "noun" if cue.noun else cue.entry.kind
    word = cue.entry.word + "是" if cue.noun else cue.entry.word
    return ("*", left, cue.follow), (f"*{kind}", left, cue.follow), (word, left, cue.follow)


def confidence(lexicon: Lexicon, cue: Cue, left: Left) -> float:
    """The share of right ones among such cues in the annotated articles, between 0 and 1.

    Rare cues lean on their kind, rare kinds on all cues in such a place.
    """
    share = 0.5
    for key in context(cue, left):
        found, right = lexicon.counts.get(key, (0, 0))
        share = (right + _PRIOR * share) / (found + _PRIOR)
    return share
