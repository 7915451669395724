"""A text under repair, with what became of each raw character, so that the repairs can be replayed on the raw text.

Every repair is a pure function from a text to its fixes; a `Draft` applies them one after the other and always knows
the one list of replacements of *raw* characters that gives the text as it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import NamedTuple

from ..alignment import Alignment, Edit
from ..record import Repair


class Fix(NamedTuple):
    """One replacement in a text, with the `kind` of repair it is: characters [start, end) become `after`."""

    kind: str
    start: int
    end: int
    after: str


Step = Callable[[str], list[Fix]]
"""A repair: the fixes of a text, in order and without overlap."""


class _Patch(NamedTuple):
    """A replacement as seen from both sides: raw [raw_start, raw_end) stands in the present text as [start, end)."""

    kind: str
    raw_start: int
    raw_end: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`text` is `raw` after the replacements in `patches`, which are in order and do not overlap."""

    raw: str
    text: str
    patches: tuple[_Patch, ...] = ()

    @classmethod
    def of(cls, raw: str) -> "Draft":
        return cls(raw=raw, text=raw)

    def apply(self, fixes: Iterable[Fix]) -> "Draft":
        """The draft after `fixes` of its text. Raises ValueError where they overlap or leave the text.

        A fix that touches characters which an earlier repair made becomes one replacement with it, under the kind of
        the one that reaches further (the earlier where neither does).
        """
        fixes = list(fixes)
        if not fixes:
            return self
        _check(fixes, len(self.text))
        out: list[str] = []
        patches: list[_Patch] = []
        at = length = 0  # how far the present text has been copied, and how long the new one is
        for kind, start, end, raw_start, raw_end, after in self._joined(fixes):
            out += (self.text[at:start], after)
            length += start - at
            if after != self.raw[raw_start:raw_end]:
                patches.append(_Patch(kind, raw_start, raw_end, length, length + len(after)))
            length += len(after)
            at = end
        out.append(self.text[at:])
        return Draft(raw=self.raw, text="".join(out), patches=tuple(patches))

    def settle(self, plan: Iterable[Step], *, rounds: int = 4) -> "Draft":
        """Apply a plan of repairs again and again until none finds anything more, at most `rounds` times.

        One repair may uncover work for another (a tag inside an entity, a control character inside a blank line); a
        settled text is one that the plan leaves alone.
        """
        draft, steps = self, tuple(plan)
        for _ in range(rounds):
            before = draft.text
            for step in steps:
                draft = draft.apply(step(draft.text))
            if draft.text == before:
                break
        return draft

    @property
    def alignment(self) -> Alignment:
        """Where each character of the text came from."""
        edits = (Edit(p.raw_start, p.raw_end, self.text[p.start : p.end]) for p in self.patches)
        return Alignment.from_edits(len(self.raw), edits)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """All replacements, in raw offsets; applied to `raw` from left to right they give `text`."""
        return tuple(
            Repair(
                kind=p.kind,
                start=p.raw_start,
                end=p.raw_end,
                before=self.raw[p.raw_start : p.raw_end],
                after=self.text[p.start : p.end],
            )
            for p in self.patches
        )

    def _joined(self, fixes: Sequence[Fix]) -> Iterator[tuple[str, int, int, int, int, str]]:
        """Old patches and new fixes in order, each as (kind, start, end, raw start, raw end, after) with start and end
        in the present text; those that share characters as one.
        """
        sides: tuple[Sequence[_Patch | Fix], ...] = (self.patches, fixes)
        items = list(merge(*sides, key=lambda item: (item.start, item.end)))  # a patch first on a tie
        shift = index = 0  # raw offset less present offset; the next item
        while index < len(items):
            start, end, raw_start = items[index].start, items[index].end, items[index].start + shift
            kind, width, after, copied = "", -1, "", start
            first = index
            while index < len(items) and (index == first or items[index].start < end):
                item = items[index]
                end = max(end, item.end)
                if item.end - item.start > width:
                    kind, width = item.kind, item.end - item.start
                if isinstance(item, Fix):
                    after += self.text[copied : item.start] + item.after
                    copied = item.end
                else:
                    shift = item.raw_end - item.end
                index += 1
            yield kind, start, end, raw_start, end + shift, after + self.text[copied:end]


def _check(fixes: Sequence[Fix], length: int) -> None:
    at = 0
    for fix in fixes:
        if not at <= fix.start <= fix.end <= length:
            raise ValueError(f"{fix} out of order or out of a text of {length} characters")
        at = fix.end
