"""Names by place: looking up those that lie in a stretch of text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ..record import Name, Range, Record

ACTOR = "actor"  # the kind of a `Name` that is only a noun that names a party of the story (政府, 示威者)

PHRASE = "phrase"  # the kind of a `Name` that is a noun phrase with a head noun (附近居民)


class Index:
    """The names of an article in order, by place."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: name.start)
        self._starts = [name.start for name in self._names]

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def within(self, start: int, end: int) -> Sequence[Name]:
        """The names that lie in [start, end); nouns such as 警方 are not names."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [name for name in self._names[low:high] if name.end <= end and name.kind not in (ACTOR, PHRASE)]


def source_range(record: Record, number: int) -> Range | None:
    """From the first to the last character of an attribution's source spans, in the clean text."""
    spans = record.attributions[number].source
    if not spans:
        return None
    return min(span.clean[0] for span in spans), max(span.clean[1] for span in spans)
