"""The mentions of targets that the model tags in a content."""

from collections.abc import Iterator
from typing import Any

from ..attribute.model_decode import Floats
from ..attribute.model_targets import ContentReading
from ..record import Range

PEAK = 0.3  # a mention has a character that is part of one with at least this probability,
SHARE = 0.45  # and reaches as far as characters have this share of its highest
_OUTSIDE, _BEGIN, _INSIDE = 0, 1, 2


def tagged_mentions(reading: ContentReading, *, peak: float = PEAK, share: float = SHARE) -> list[Range]:
    """The mentions in text order, as ranges of the clean text.

    Each grows from its likeliest character, the likeliest of all first. It ends where a piece of the content does, and
    before a character that rather begins a mention than goes on with one.
    """
    chances = 1.0 - reading.mention[:, _OUTSIDE]
    starts = reading.mention[:, _BEGIN] > reading.mention[:, _INSIDE]
    starts[1:] |= reading.places[1:] != reading.places[:-1] + 1
    rows = sorted(_grown(chances, starts, 0, len(chances), peak, share))
    return [(int(reading.places[low]), int(reading.places[high - 1]) + 1) for low, high in rows]


def _grown(chances: Floats, starts: Any, low: int, high: int, peak: float, share: float) -> Iterator[Range]:
    """The mentions among rows [low, high)."""
    waiting = [(low, high)]
    while waiting:
        low, high = waiting.pop()
        if low == high or chances[low:high].max() < peak:
            continue
        top = low + int(chances[low:high].argmax())
        least = share * chances[top]
        begin, end = top, top + 1
        while begin > low and not starts[begin] and chances[begin - 1] >= least:
            begin -= 1
        while end < high and not starts[end] and chances[end] >= least:
            end += 1
        yield begin, end
        waiting += [(low, begin), (end, high)]


def chance_of(reading: ContentReading, place: Range) -> float:
    """The probability that the model gives a stretch of the content of being a target's mention (0 outside it)."""
    rows = (reading.places >= place[0]) & (reading.places < place[1])
    return float(1.0 - reading.mention[rows, _OUTSIDE].mean()) if rows.any() else 0.0
