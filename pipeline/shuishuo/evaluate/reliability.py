"""Reliability: whether an attribution of confidence 0.8 is right four times in five."""

from collections.abc import Iterable
from dataclasses import dataclass

from .comparison import Comparison

BINS = 10


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One predicted attribution: its confidence, 0 to 1, and whether it pairs with a gold one."""

    confidence: float
    right: bool


@dataclass(frozen=True, kw_only=True)
class Bin:
    """The outcomes with a confidence in [low, high): how many, their mean confidence, and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def outcomes(comparisons: Iterable[Comparison]) -> list[Outcome]:
    """Every predicted attribution that has a confidence."""
    found = []
    for comparison in comparisons:
        paired = {pair.predicted.id for pair in comparison.pairs}
        for attribution in comparison.predicted.attributions:
            if attribution.confidence is not None:
                found.append(Outcome(confidence=attribution.confidence, right=attribution.id in paired))
    return found


def bins(found: Iterable[Outcome], *, number: int = BINS) -> list[Bin]:
    """The outcomes in `number` bins of equal width, the empty ones left out; 1 belongs to the last."""
    sorted_out: dict[int, list[Outcome]] = {}
    for outcome in found:
        sorted_out.setdefault(min(int(outcome.confidence * number), number - 1), []).append(outcome)
    return [
        Bin(
            low=at / number,
            high=(at + 1) / number,
            count=len(inside),
            confidence=sum(outcome.confidence for outcome in inside) / len(inside),
            right=sum(outcome.right for outcome in inside) / len(inside),
        )
        for at, inside in sorted(sorted_out.items())
    ]


def calibration_error(found: Iterable[Outcome], *, number: int = BINS) -> float:
    """The expected calibration error (Naeini et al. 2015), 0 to 1: the distance of mean confidence and share right,
    over the bins, each weighed by its outcomes. 0 where there are no outcomes.
    """
    filled = bins(found, number=number)
    total = sum(one.count for one in filled)
    return sum(one.count * abs(one.confidence - one.right) for one in filled) / total if total else 0.0
