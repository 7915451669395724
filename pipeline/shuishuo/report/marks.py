"""Marks: a text cut into segments, each knowing which sources, cues and contents it belongs to, however they nest.

Marks may nest and, gold beside predictions, even cross; HTML elements may not. So a text is cut wherever a mark begins
or ends, and each segment says all that it is part of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from ..record import Range

Role = Literal["source", "cue", "content", "repair", "missed"]


class Mark(NamedTuple):
    """Characters [start, end) are the `role` of the attribution `number`; `color` is its speaker's, -1 for none.

    Missed attributions are numbered by themselves, and so are repairs, these from 0.
    """

    start: int
    end: int
    role: Role
    number: int
    color: int


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A run of characters under the same marks.

    classes: style classes, safe words of our own. numbers: the attributions it belongs to. begins: the attributions
    whose content begins here. `missed_begins`: the same for gold attributions that were missed. repairs: by number.
    """

    text: str
    classes: str
    numbers: tuple[int, ...]
    begins: tuple[int, ...]
    missed_begins: tuple[int, ...]
    repairs: tuple[int, ...]


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Segment]]:
    """The non-empty lines of `text` as segments, in order; together they hold every character but line ends."""
    ordered = sorted(marks)
    first = _first_content(ordered, "content"), _first_content(ordered, "missed")
    lines, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            inside = [mark for mark in ordered if mark.start < end and mark.end > start]
            lines.append(_segments(text, (start, end), inside, first))
        start = end + 1
    return lines


def _first_content(marks: Iterable[Mark], role: Role) -> dict[int, int]:
    """Where the first piece of each content begins, by attribution number."""
    starts: dict[int, int] = {}
    for mark in marks:
        if mark.role == role:
            starts.setdefault(mark.number, mark.start)
    return starts


def _segments(
    text: str, line: Range, marks: Sequence[Mark], first: tuple[dict[int, int], dict[int, int]]
) -> list[Segment]:
    cuts = {*line, *(at for mark in marks for at in mark[:2] if line[0] < at < line[1])}
    edges = sorted(cuts)
    segments = []
    for start, end in pairwise(edges):
        active = [mark for mark in marks if mark.start <= start and mark.end >= end]
        begins, missed_begins = (
            tuple(sorted({m.number for m in active if m.role == role and starts[m.number] == start}))
            for role, starts in zip(("content", "missed"), first, strict=True)
        )
        segments.append(
            Segment(
                text=text[start:end],
                classes=_classes(active),
                numbers=tuple(sorted({m.number for m in active if m.role in ("source", "cue", "content")})),
                begins=begins,
                missed_begins=missed_begins,
                repairs=tuple(sorted({m.number for m in active if m.role == "repair"})),
            )
        )
    return segments


def _classes(active: Sequence[Mark]) -> str:
    """The colour of the innermost content (`c…`), of the one around it (`o…`), of a source or cue (`s…`), the roles."""
    contents = sorted((mark for mark in active if mark.role == "content"), key=lambda mark: mark.end - mark.start)
    edges = sorted((mark for mark in active if mark.role in ("source", "cue")), key=lambda mark: mark.end - mark.start)
    classes: list[str] = [mark.role for mark in (*contents[:1], *edges[:1])]
    if contents:
        classes.append(f"c{color_class(contents[0].color)}")
    if len(contents) > 1:
        classes += ["nested", f"o{color_class(contents[1].color)}"]
    if edges:
        classes.append(f"s{color_class(edges[0].color)}")
    classes += [role for role in ("repair", "missed") if any(mark.role == role for mark in active)]
    return " ".join(classes)


COLORS = 12  # as many as style.css has hues; more speakers than that share them


def color_class(color: int) -> str:
    """The style class suffix of a speaker's colour: a number, or `x` where the speaker is unknown."""
    return "x" if color < 0 else str(color % COLORS)
