"""Repairs as the pages show them: by kind, equal ones counted together, with a few words around the first of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..record import Range, Record, Repair
from .words import REPAIR

_FOLDINGS = frozenset({"punctuation", "script", "width"})
_AROUND = 6  # characters of context on either side
_LONGEST = 80  # of what is shown of one repair; boilerplate may run to pages


@dataclass(kw_only=True)
class RepairRow:
    """Equal repairs of one kind: what stood there, what it became, how often, and what stands around the first."""

    before: str
    after: str
    left: str
    right: str
    times: int = 1


@dataclass(kw_only=True)
class RepairKind:
    """All repairs of one kind; `times` is how many there are."""

    kind: str
    word: str
    times: int = 0
    rows: list[RepairRow] = field(default_factory=list)

    @property
    def folding(self) -> bool:
        """Whether these only fold one character into another."""
        return self.kind in _FOLDINGS


def repair_kinds(record: Record) -> list[RepairKind]:
    """The repairs of a record by kind, in the order of `words.REPAIR`: damage first, mere foldings last."""
    kinds: dict[str, RepairKind] = {}
    seen: dict[tuple[str, str, str], RepairRow] = {}
    for repair in _joined(record.repairs):
        kind = kinds.setdefault(repair.kind, RepairKind(kind=repair.kind, word=REPAIR.get(repair.kind, repair.kind)))
        kind.times += 1
        key = repair.kind, repair.before, repair.after
        if key in seen:
            seen[key].times += 1
            continue
        seen[key] = RepairRow(
            before=_short(repair.before),
            after=_short(repair.after),
            left=record.raw[max(0, repair.start - _AROUND) : repair.start],
            right=record.raw[repair.end : repair.end + _AROUND],
        )
        kind.rows.append(seen[key])
    order = list(REPAIR)
    return sorted(kinds.values(), key=lambda kind: order.index(kind.kind) if kind.kind in order else len(order))


def damage(repairs: Iterable[Repair]) -> list[Repair]:
    """The repairs that are more than foldings of one character into another: few enough, and worth marking."""
    return [repair for repair in _joined(repairs) if repair.kind not in _FOLDINGS]


def clean_range(record: Record, repair: Repair) -> Range:
    """Where a repair shows in the clean text; of something cut out within a line that is the character before it."""
    start, end = record.alignment.to_clean(repair.start, repair.end)
    return (start - 1, end) if start == end and start > 0 and "\n" not in repair.before else (start, end)


def in_clean(record: Record, words: str) -> str:
    """`words` of the raw text as they stand in the clean text, unchanged where they are not found."""
    at = record.raw.find(words)
    found = record.clean[slice(*record.alignment.to_clean(at, at + len(words)))] if at >= 0 else ""
    return found.strip() or words


def _joined(repairs: Iterable[Repair]) -> list[Repair]:
    """The repairs, those of one kind that touch made into one: a torn run of bytes is read as a whole, a word too."""
    joined: list[Repair] = []
    for repair in repairs:
        last = joined[-1] if joined else None
        if last and last.kind == repair.kind and last.end == repair.start:
            before, after = last.before + repair.before, last.after + repair.after
            joined[-1] = replace(last, end=repair.end, before=before, after=after)
        else:
            joined.append(repair)
    return joined


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
