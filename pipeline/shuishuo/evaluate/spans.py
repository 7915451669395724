"""Spans as the protocol compares them: white space, quotation marks and punctuation at the ends do not count."""

from collections.abc import Iterable

from ..document import Span
from ..record import Range

EDGE = frozenset(" \t\r\n\u3000“”‘’「」『』\"'，。、；：？！,.;:?!…—－-—（）()《》〈〉")


def trim(span: Span, text: str) -> Range:
    """The offsets of `span` in `text` without edge characters; empty where it has no others."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def pieces(spans: Iterable[Span], text: str) -> tuple[Range, ...]:
    """The trimmed spans in order; those with nothing but edge characters between them are one piece."""
    joined: list[Range] = []
    for start, end in sorted(trim(span, text) for span in spans):
        if joined and all(character in EDGE for character in text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def characters(spans: Iterable[Span], text: str) -> frozenset[int]:
    """The offsets of all characters of `spans` that are not edge characters."""
    return frozenset(at for span in spans for at in range(*trim(span, text)) if text[at] not in EDGE)


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """The share of all characters that both have, between 0 and 1; 0 for two empty sets."""
    return len(left & right) / len(left | right) if left & right else 0.0
