"""Two systems on the same articles: the difference of every figure, with an interval and a test that know the pairing.

The interval draws articles with replacement and takes both systems' counts of each (paired bootstrap). The test swaps
the two systems' counts of an article at random (approximate randomisation, Noreen 1989): p is the share of draws, with
the observed one among them, whose difference is at least as large in size.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..document import Document
from .comparison import compare_all
from .counts import as_row, count, from_row
from .figures import HIGH, LOW, figures


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One figure of both systems, shares between 0 and 1; `value` is second − first, `low` and `high` its 95 %
    interval, `p` the chance of such a difference between systems that are equally good.
    """

    name: str
    first: float
    second: float
    value: float
    low: float
    high: float
    p: float


def differences(
    gold: Iterable[Document],
    first: Iterable[Document],
    second: Iterable[Document],
    texts: Mapping[str, str],
    *,
    draws: int = 1000,
    seed: int = 0,
) -> list[Difference]:
    """The difference of every figure of the protocol, in its order; the same seed gives the same result.

    Raises ShuishuoError E305 where an article of `gold` has no prediction of one of the systems, ValueError where
    `gold` is empty or there are no draws.
    """
    documents = list(gold)
    if not documents or draws < 1:
        raise ValueError(f"nothing to resample: {len(documents)} articles, {draws} draws")
    tables = np.array(
        [[as_row(count(one)) for one in compare_all(documents, given, texts)] for given in (first, second)]
    )
    random = np.random.default_rng(seed)
    articles = len(documents)
    drawn = np.array([_values(tables[:, random.integers(articles, size=articles)]) for _ in range(draws)])
    swapped = []
    for _ in range(draws):
        order = random.integers(2, size=articles)
        swapped.append(_values(np.stack([tables[order, range(articles)], tables[1 - order, range(articles)]])))
    observed = _values(tables)
    sizes = np.abs(np.diff(np.array(swapped), axis=1))[:, 0]
    gaps = np.sort(np.diff(drawn, axis=1)[:, 0], axis=0)
    out = []
    for at, name in enumerate(figures(from_row(tables[0].sum(axis=0).tolist()))):
        one, other = observed[0][at], observed[1][at]
        extreme = int((sizes[:, at] >= abs(other - one) - 1e-12).sum())
        out.append(
            Difference(
                name=name,
                first=one,
                second=other,
                value=other - one,
                low=float(gaps[int(LOW * draws), at]),
                high=float(gaps[int(HIGH * draws), at]),
                p=(extreme + 1) / (draws + 1),
            )
        )
    return out


def to_table(rows: Iterable[Difference]) -> str:
    """A table for people: one figure a line, in percent and percentage points."""
    head = f"{'':24s} {'first':>6s} {'second':>6s} {'change':>7s}   95% interval        p"
    return "\n".join(
        [
            head,
            *(
                f"{row.name:24s} {100 * row.first:6.1f} {100 * row.second:6.1f} {100 * row.value:+7.1f}"
                f"   [{100 * row.low:+6.1f}, {100 * row.high:+6.1f}]  {row.p:.3f}"
                for row in rows
            ),
        ]
    )


def _values(tables: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> list[list[float]]:
    """All figures of each system, from counts [system, article, number]."""
    return [list(figures(from_row(row)).values()) for row in tables.sum(axis=1).tolist()]
