"""Confusion: which stance label was given where gold has which, missing and spurious stances included."""

from collections.abc import Iterable
from typing import NamedTuple

from ..record import LABELS
from .comparison import Comparison

NONE = "none"  # no such stance: spurious where gold has none, missing where the prediction has none
STANCES = (*LABELS, NONE)


class Decision(NamedTuple):
    """One (attribution, target): the gold label and the predicted one, either of them `none`, never both."""

    article: str
    actual: str
    predicted: str


def stance_decisions(comparisons: Iterable[Comparison]) -> list[Decision]:
    """Every stance of gold, and every predicted one that has no gold stance behind it."""
    return [decision for comparison in comparisons for decision in _decisions(comparison)]


def confusion_matrix(decisions: Iterable[Decision]) -> dict[str, dict[str, int]]:
    """How many decisions there are by gold label, then by predicted label."""
    matrix = {actual: dict.fromkeys(STANCES, 0) for actual in STANCES}
    for decision in decisions:
        matrix[decision.actual][decision.predicted] += 1
    return matrix


def _decisions(comparison: Comparison) -> Iterable[Decision]:
    article = comparison.gold.id
    for pair in comparison.pairs:
        labels = comparison.labels(pair)
        for stance in pair.gold.stances:
            yield Decision(article, stance.label, labels.get(stance.target, NONE))
        expected = {stance.target for stance in pair.gold.stances}
        for stance in pair.predicted.stances:
            if comparison.entities.get(stance.target) not in expected:
                yield Decision(article, NONE, stance.label)
    for attribution in comparison.missed:
        for stance in attribution.stances:
            yield Decision(article, stance.label, NONE)
    for attribution in comparison.spurious:
        for stance in attribution.stances:
            yield Decision(article, NONE, stance.label)
