"""Agreement: how far two people who annotated the same articles, each alone, came to the same.

Attributions are paired as predictions are with gold, so the figures can be read beside those of a system: they are
its ceiling. Neither annotation is the right one, and every figure stays the same when the two are exchanged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..document import Document
from ..evaluate import Comparison, Figure, compare_all
from ..evaluate.counts import NAMES, as_row, count, from_row
from ..evaluate.figures import bootstrap, figures
from ..evaluate.spans import characters
from ..record import LABELS, QUOTE_TYPES
from .chance import Matrix, alpha, kappa
from .tables import Table

_SHARED = {  # what evaluation and agreement have in common, by its name there
    "detection F1": "pairing F1",
    "content exact F1": "content exact F1",
    "content overlap F1": "content overlap F1",
    "cue exact F1": "cue exact F1",
    "source exact F1": "source exact F1",
    "type accuracy": "type agreement",
    "speaker accuracy": "speaker agreement",
    "target F1": "target F1",
}
_LABELLED: dict[str, tuple[str, ...]] = {"content": ("in", "out"), "type": QUOTE_TYPES, "stance": LABELS}


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """articles, first, second: how many articles, and how many attributions each annotator made.

    figures: by name, with 95 % intervals. Spans and pairing as F1; type and speaker as the share of pairs that agree;
    content (each character in a content or not), type (of pairs) and stance (of the targets that both list for a
    pair) as kappa and alpha. A coefficient that is not defined, as where all labels are the same, is left out.
    """

    articles: int
    first: int
    second: int
    figures: Mapping[str, Figure]

    def to_markdown(self) -> str:
        """A table for the data card, all figures times 100."""
        return Table(
            title="Agreement of two annotators",
            columns=("figure", "value", "low", "high"),
            rows=[(name, 100 * f.value, 100 * f.low, 100 * f.high) for name, f in self.figures.items()],
            note=f"{self.articles} articles, {self.first} and {self.second} attributions; 95 % intervals.",
        ).to_markdown()


def agreement(
    first: Iterable[Document],
    second: Iterable[Document],
    texts: Mapping[str, str],
    *,
    draws: int = 500,
    seed: int = 0,
) -> Agreement:
    """Compare two annotations of the same articles; `texts` maps ids to the texts that the offsets count in.

    Articles that only `second` has are left aside. `draws` samples of articles, chosen with `seed`, make the
    intervals. Raises ShuishuoError E305 where an article of `first` is not in `second` or has no text, E301 where a
    span does not fit, ValueError where `first` is empty.
    """
    comparisons = compare_all(first, second, texts)
    return Agreement(
        articles=len(comparisons),
        first=sum(len(comparison.gold.attributions) for comparison in comparisons),
        second=sum(len(comparison.predicted.attributions) for comparison in comparisons),
        figures=bootstrap([_row(comparison) for comparison in comparisons], _measure, draws=draws, seed=seed),
    )


def _row(comparison: Comparison) -> list[int]:
    """The numbers of one article, which add up over articles: the counts of evaluation, then one table a label set."""
    tables = _tables(comparison)
    return as_row(count(comparison)) + [number for name in _LABELLED for line in tables[name] for number in line]


def _measure(row: Sequence[int]) -> dict[str, float]:
    at = 3 * len(NAMES)
    common = figures(from_row(row[:at]))
    found = {ours: common[theirs] for theirs, ours in _SHARED.items()}
    for name, labels in _LABELLED.items():
        size = len(labels)
        matrix = [row[at + size * line : at + size * (line + 1)] for line in range(size)]
        at += size * size
        values = {f"{name} kappa": kappa(matrix), f"{name} alpha": alpha(matrix)}
        found |= {key: value for key, value in values.items() if value is not None}
    return found


def _tables(comparison: Comparison) -> dict[str, Matrix]:
    """By label set: how often the first annotator's label (row) met the second's (column)."""
    pairs = comparison.pairs
    types = [(pair.gold.type, pair.predicted.type) for pair in pairs]
    stances = []
    for pair in pairs:
        labels = comparison.labels(pair)
        stances += [(s.label, labels[s.target]) for s in pair.gold.stances if s.target in labels]
    return {
        "content": _content(comparison),
        "type": _crossed(types, QUOTE_TYPES),
        "stance": _crossed(stances, LABELS),
    }


def _content(comparison: Comparison) -> Matrix:
    """Characters in a content or out of it, edge characters of contents counted as out."""
    documents = (comparison.gold, comparison.predicted)
    left, right = (
        frozenset[int]().union(*(characters(a.content, comparison.text) for a in document.attributions))
        for document in documents
    )
    both = len(left & right)
    return [[both, len(left) - both], [len(right) - both, len(comparison.text) - len(left | right)]]


def _crossed(pairs: Iterable[tuple[str, str]], labels: Sequence[str]) -> Matrix:
    matrix = [[0] * len(labels) for _ in labels]
    for one, other in pairs:
        matrix[labels.index(one)][labels.index(other)] += 1
    return matrix
