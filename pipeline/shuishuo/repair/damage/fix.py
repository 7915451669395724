"""One undoing of damage, and how undoings are applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

FixKind = Literal["pinyin-splice", "byte-shift", "mojibake"]


@dataclass(frozen=True)
class Fix:
    """Characters [start, end) of a damaged text were `after`."""

    kind: FixKind
    start: int
    end: int
    after: str


def apply(text: str, fixes: Sequence[Fix]) -> str:
    """The text with sorted, non-overlapping fixes applied."""
    parts: list[str] = []
    at = 0
    for fix in fixes:
        parts += text[at : fix.start], fix.after
        at = fix.end
    return "".join((*parts, text[at:]))
