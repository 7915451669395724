"""Spans that were found role by role → attributions, by nearness alone: what belongs together stands together."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..record import QuoteType, Range

FAR = 60  # characters; a cue or source further away than this belongs to something else


@dataclass(frozen=True, kw_only=True)
class Linked:
    """One attribution: ranges into the clean text."""

    type: QuoteType
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def link(
    text: str, depth: Sequence[int], *, sources: Sequence[Range], cues: Sequence[Range], contents: Sequence[Range]
) -> list[Linked]:
    """Contents with their nearest cue; those that share one are the pieces of one attribution. The source is the one
    nearest to the cue, or to the content where there is no cue.

    depth: for each character, in how many quotations it stands. Nothing is linked over a line's end or further than
    FAR. The attributions come in the order of their contents.
    """
    groups: list[tuple[Range | None, list[Range]]] = []
    of_cue: dict[Range, list[Range]] = {}
    for content in sorted(contents):
        cue = _nearest(text, content, cues)
        if cue in of_cue:
            of_cue[cue].append(content)
            continue
        groups.append((cue, [content]))
        if cue:
            of_cue[cue] = groups[-1][1]
    linked = []
    for cue, pieces in groups:
        source = _nearest(text, cue or pieces[0], sources)
        linked.append(
            Linked(
                type=_type(depth, pieces),
                source=(source,) if source else (),
                cue=(cue,) if cue else (),
                content=tuple(pieces),
            )
        )
    return linked


def _nearest(text: str, place: Range, candidates: Sequence[Range]) -> Range | None:
    """The nearest candidate that does not overlap `place`, of equals the one before it."""

    def distance(other: Range) -> int:
        return max(place[0] - other[1], other[0] - place[1])

    near = [
        one
        for one in candidates
        if 0 <= distance(one) <= FAR and "\n" not in text[min(one[1], place[1]) : max(one[0], place[0])]
    ]
    return min(near, key=lambda one: (distance(one), one), default=None)


def _type(depth: Sequence[int], pieces: Sequence[Range]) -> QuoteType:
    inside = [depth[at] > 0 for start, end in pieces for at in range(start, end)]
    return "direct" if all(inside) else "mixed" if any(inside) else "indirect"
