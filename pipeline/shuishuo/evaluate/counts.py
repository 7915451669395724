"""Counts: what is right and wrong in one article, as numbers that add up over articles."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..document import Attribution, Span
from ..record import LABELS
from .comparison import Comparison
from .spans import characters, pieces, trim


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right (`hit`), of how many predicted, of how many in gold. An accuracy has predicted == gold."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """`hit` / predicted, 0 where nothing was predicted."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """`hit` / gold, 0 where there is no gold."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """2 hit / (predicted + gold), 0 where both are 0; of an accuracy the accuracy itself."""
        return 2 * self.hit / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


Counts = Mapping[str, Score]

NAMES = (
    "detection",
    "content exact",
    "content overlap",
    "cue exact",
    "source exact",
    "type",
    "speaker",
    "speaker kind",
    "quote+speaker",
    "target",
    *(f"stance {label}" for label in LABELS),
    "stance tuple",
)


def as_row(counts: Counts) -> list[int]:
    """The counts as plain numbers, three for each of NAMES; rows of several articles add up number by number."""
    return [number for name in NAMES for number in (counts[name].hit, counts[name].predicted, counts[name].gold)]


def from_row(row: Sequence[int]) -> Counts:
    """The reverse of `as_row`."""
    return {name: Score(*row[3 * at : 3 * at + 3]) for at, name in enumerate(NAMES)}


def count(comparison: Comparison) -> Counts:
    """All counts of one article, by the names in NAMES."""
    gold, predicted = comparison.gold.attributions, comparison.predicted.attributions
    pairs, text = comparison.pairs, comparison.text
    speakers = sum(comparison.speaker_right(pair) for pair in pairs)
    known = [pair for pair in pairs if pair.gold.speaker is not None and comparison.speaker_right(pair)]
    exact = sum(pieces(pair.gold.content, text) == pieces(pair.predicted.content, text) for pair in pairs)
    return {
        "detection": Score(len(pairs), len(predicted), len(gold)),
        "content exact": Score(exact, len(predicted), len(gold)),
        "content overlap": _overlap(gold, predicted, text),
        "cue exact": _spans([a.cue for a in gold], [a.cue for a in predicted], text),
        "source exact": _spans([a.source for a in gold], [a.source for a in predicted], text),
        "type": _accuracy(sum(pair.gold.type == pair.predicted.type for pair in pairs), len(pairs)),
        "speaker": _accuracy(speakers, len(pairs)),
        "speaker kind": _accuracy(sum(comparison.kind_right(pair) for pair in known), len(known)),
        "quote+speaker": Score(speakers, len(predicted), len(gold)),
        **_stances(comparison),
    }


def _accuracy(right: int, of: int) -> Score:
    return Score(right, of, of)


def _spans(gold: Iterable[Sequence[Span]], predicted: Iterable[Sequence[Span]], text: str) -> Score:
    """Exact spans, counted over all attributions whether paired or not."""
    left = Counter(trim(span, text) for spans in gold for span in spans)
    right = Counter(trim(span, text) for spans in predicted for span in spans)
    return Score((left & right).total(), right.total(), left.total())


def _overlap(gold: Iterable[Attribution], predicted: Iterable[Attribution], text: str) -> Score:
    """Characters of any content."""
    left = frozenset().union(*(characters(a.content, text) for a in gold))
    right = frozenset().union(*(characters(a.content, text) for a in predicted))
    return Score(len(left & right), len(right), len(left))


def _stances(comparison: Comparison) -> dict[str, Score]:
    """Targets and labels, end to end: those of missed and of spurious attributions count as wrong."""
    in_gold = Counter(stance.label for a in comparison.gold.attributions for stance in a.stances)
    given = Counter(stance.label for a in comparison.predicted.attributions for stance in a.stances)
    targets, tuples, hits = 0, 0, Counter[str]()
    for pair in comparison.pairs:
        labels = comparison.labels(pair)
        for stance in pair.gold.stances:
            targets += stance.target in labels
            if labels.get(stance.target) == stance.label:
                hits[stance.label] += 1
                tuples += stance.label != "neutral" and comparison.speaker_right(pair)
    return {
        "target": Score(targets, given.total(), in_gold.total()),
        **{f"stance {label}": Score(hits[label], given[label], in_gold[label]) for label in LABELS},
        "stance tuple": Score(tuples, given["favor"] + given["against"], in_gold["favor"] + in_gold["against"]),
    }
