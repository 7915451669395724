"""Disagreements: gold's content and the predicted one as one text, cut where the two differ."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from ..document import Span
from ..evaluate.spans import pieces
from ..record import Range, Record

_SAME, _OTHER = 40, 160  # the longest runs shown whole, of agreement and of disagreement
_GAP = " … "


class Run(NamedTuple):
    """A piece of the clean text: content in `both`, in `gold` or `predicted` alone, or a `gap` between the pieces."""

    side: Literal["both", "gold", "predicted", "gap"]
    text: str


def runs(record: Record, gold: Sequence[Span], predicted: Sequence[Span]) -> tuple[Run, ...]:
    """The two contents, either of them perhaps empty, merged in the order of the text; long runs lose their middle."""
    left, right = (pieces(spans, record.raw) for spans in (gold, predicted))
    edges = sorted({at for piece in (*left, *right) for at in piece})
    found: list[Run] = []
    for start, end in pairwise(edges):
        in_gold, in_predicted = _within(start, left), _within(start, right)
        text = record.clean[slice(*record.alignment.to_clean(start, end))]
        if not in_gold and not in_predicted:
            found.append(Run("gap", _GAP))
        elif text:
            side: Literal["both", "gold", "predicted"] = (
                "both" if in_gold and in_predicted else "gold" if in_gold else "predicted"
            )
            found.append(Run(side, _short(text, longest=_SAME if side == "both" else _OTHER)))
    return tuple(found)


def _within(at: int, ranges: Sequence[Range]) -> bool:
    return any(start <= at < end for start, end in ranges)


def _short(text: str, *, longest: int) -> str:
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}{_GAP}{text[-half:]}"
