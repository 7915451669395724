"""Figures: what the counts of a set of articles come to, with 95 % intervals from resampling the articles."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from ..record import LABELS
from .counts import Counts, as_row, from_row

LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A share between 0 and 1 with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def figures(counts: Counts) -> dict[str, float]:
    """Every figure of the protocol by name, between 0 and 1, in the order in which tables show them."""
    stances = {f"stance {label} F1": counts[f"stance {label}"].f1 for label in LABELS}
    return {
        "detection F1": counts["detection"].f1,
        "detection precision": counts["detection"].precision,
        "detection recall": counts["detection"].recall,
        "content exact F1": counts["content exact"].f1,
        "content overlap F1": counts["content overlap"].f1,
        "cue exact F1": counts["cue exact"].f1,
        "source exact F1": counts["source exact"].f1,
        "type accuracy": counts["type"].recall,
        "speaker accuracy": counts["speaker"].recall,
        "speaker kind accuracy": counts["speaker kind"].recall,
        "quote+speaker F1": counts["quote+speaker"].f1,
        "target F1": counts["target"].f1,
        **stances,
        "stance macro-F1": sum(stances.values()) / len(stances),
        "stance tuple F1": counts["stance tuple"].f1,
    }


def with_intervals(counts: Iterable[Counts], *, draws: int = 500, seed: int = 0) -> dict[str, Figure]:
    """The figures over all articles, `counts` one an article; the same seed gives the same intervals."""
    rows = [as_row(one) for one in counts]
    return bootstrap(rows, lambda row: figures(from_row(row)), draws=draws, seed=seed)


def bootstrap(
    rows: Sequence[Sequence[int]], measure: Callable[[Sequence[int]], Mapping[str, float]], *, draws: int, seed: int
) -> dict[str, Figure]:
    """Measure the sum of all `rows`, one an article, and of `draws` samples of as many for the percentile interval.

    Articles are drawn, with replacement, because the attributions of one article are not independent of each other.
    A sample in which a figure is not defined (`measure` leaves it out) has no part in that figure's interval.
    Raises ValueError where there are no articles or no draws.
    """
    if not rows or draws < 1:
        raise ValueError(f"nothing to resample: {len(rows)} articles, {draws} draws")
    random = Random(seed)  # noqa: S311 -- resampling, not a secret
    table = np.array(rows)
    samples = [measure(table[random.choices(range(len(rows)), k=len(rows))].sum(axis=0).tolist()) for _ in range(draws)]
    result = {}
    for name, value in measure(table.sum(axis=0).tolist()).items():
        values = sorted(sample[name] for sample in samples if name in sample) or [value]
        result[name] = Figure(value=value, low=values[int(LOW * len(values))], high=values[int(HIGH * len(values))])
    return result
