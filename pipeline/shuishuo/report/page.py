"""A page: everything that one article's page shows, as plain values that the template only has to lay out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from ..document import Document
from ..document import Span as RawSpan
from ..record import LABELS, QUOTE_TYPES, Attribution, Entity, Label, Record, Repair, Span
from .marks import Mark, Role, Segment, color_class, paragraphs
from .repairs import RepairKind, clean_range, damage, in_clean, repair_kinds
from .verdicts import Verdict, Verdicts, judge

_PIECES = " … "


@dataclass(frozen=True, kw_only=True)
class Stand:
    """One stance of one attribution."""

    label: Label
    target: str
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Card:
    """One attribution as it is listed; `number` counts them in the order of the text, from 1."""

    number: int
    attribution: Attribution
    speaker: Entity | None
    color: str
    source: str
    cue: str
    content: str
    stands: tuple[Stand, ...]
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A speaker's stances to one target: the numbers of the attributions, by label."""

    by_label: dict[Label, tuple[int, ...]]

    @property
    def leaning(self) -> Label | None:
        """The label that most of the stances have; neutral for a tie of the others, None for an empty cell."""
        favor, against, neutral = (len(self.by_label.get(label, ())) for label in LABELS)
        if favor > against:
            return "favor"
        if against > favor:
            return "against"
        return "neutral" if favor + neutral else None


@dataclass(frozen=True, kw_only=True)
class Row:
    """A speaker in the table of stances; `name` is empty where the speaker is unknown."""

    name: str
    kind: str
    color: str
    numbers: tuple[int, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class MissedCard:
    """A gold attribution that was missed; `number` counts them from 1."""

    number: int
    type: str
    speaker: str
    source: str
    cue: str
    content: str
    causes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One article's page. `link` is the article's address where that is safe to link to, else empty."""

    record: Record
    link: str
    cards: tuple[Card, ...]
    types: dict[str, int]
    stances: dict[str, int]
    targets: tuple[str, ...]
    rows: tuple[Row, ...]
    clean: list[list[Segment]]
    raw: list[list[Segment]]
    repairs: list[RepairKind]
    damage: list[Repair]
    verdicts: Verdicts | None
    missed: tuple[MissedCard, ...]

    @property
    def title(self) -> str:
        """The headline, in its repaired words where it stands in the text itself; the id where there is none."""
        return in_clean(self.record, self.record.title) or self.record.id

    @property
    def file(self) -> str:
        """The name of the article's file, or its id where it came from none."""
        return PurePath(self.record.path).name or self.record.id

    def columns(self, row: Row) -> list[tuple[str, Cell]]:
        """The cells of a row, each with the name of its target."""
        return list(zip(self.targets, row.cells, strict=True))

    @property
    def stance_total(self) -> int:
        """How many stances there are in all."""
        return sum(self.stances.values())

    @property
    def repaired(self) -> int:
        """How many repairs there are in all."""
        return sum(kind.times for kind in self.repairs)


def make_page(record: Record, *, gold: Document | None = None) -> Page:
    """Everything that the page of `record` shows; with `gold`, what it got right and wrong."""
    verdicts = judge(record, gold) if gold else None
    attributions = reading_order(record)
    colors = _colors(attributions)
    cards = tuple(_card(record, number, a, colors, verdicts) for number, a in enumerate(attributions, 1))
    targets = _targets(record, attributions)
    return Page(
        record=record,
        link=record.url if urlsplit(record.url).scheme in ("http", "https") else "",
        cards=cards,
        types={name: sum(a.type == name for a in attributions) for name in QUOTE_TYPES},
        stances={label: sum(s.label == label for a in attributions for s in a.stances) for label in LABELS},
        targets=tuple(entity.name_clean for entity in targets),
        rows=_rows(cards, targets, colors),
        clean=paragraphs(record.clean, _clean_marks(record, cards, colors, verdicts)),
        raw=paragraphs(record.raw, _raw_marks(record, cards, colors, verdicts)),
        repairs=repair_kinds(record),
        damage=damage(record.repairs),
        verdicts=verdicts,
        missed=_missed(record, verdicts),
    )


def reading_order(record: Record) -> list[Attribution]:
    """The attributions as pages number them, from 1: by where the content begins, the outer one first."""
    return sorted(record.attributions, key=lambda a: (a.content[0].start, -a.content[-1].end))


def _colors(attributions: Iterable[Attribution]) -> dict[str | None, int]:
    """A colour for each speaker, the most quoted first; -1 for the unknown."""
    spoken = Counter(a.speaker for a in attributions if a.speaker is not None)
    return {None: -1, **{speaker: color for color, (speaker, _) in enumerate(spoken.most_common())}}


def _targets(record: Record, attributions: Iterable[Attribution]) -> list[Entity]:
    """The entities with a stance toward them, those with the most favor and against first."""
    weight: Counter[str] = Counter()
    for stance in (stance for a in attributions for stance in a.stances):
        weight[stance.target] += 1 if stance.label == "neutral" else 1000
    return sorted((entity for entity in record.entities if weight[entity.id]), key=lambda e: -weight[e.id])


def _card(
    record: Record, number: int, a: Attribution, colors: dict[str | None, int], verdicts: Verdicts | None
) -> Card:
    entities = {entity.id: entity for entity in record.entities}

    def words(spans: Iterable[Span]) -> str:
        return _PIECES.join(record.clean_text(span) for span in spans)

    return Card(
        number=number,
        attribution=a,
        speaker=entities[a.speaker] if a.speaker is not None else None,
        color=color_class(colors[a.speaker]),
        source=words(a.source),
        cue=words(a.cue),
        content=words(a.content),
        stands=tuple(
            Stand(label=stance.label, target=entities[stance.target].name_clean, confidence=stance.confidence)
            for stance in sorted(a.stances, key=lambda stance: LABELS.index(stance.label))
        ),
        verdict=verdicts.of[a.id] if verdicts else None,
    )


def _rows(cards: Iterable[Card], targets: Iterable[Entity], colors: dict[str | None, int]) -> tuple[Row, ...]:
    of_speaker: dict[str | None, list[Card]] = {speaker: [] for speaker in (*list(colors)[1:], None)}
    for card in cards:
        of_speaker[card.attribution.speaker].append(card)
    columns = tuple(targets)
    rows = []
    for said in filter(None, of_speaker.values()):
        speaker = said[0].speaker
        rows.append(
            Row(
                name=speaker.name_clean if speaker else "",
                kind=speaker.kind if speaker else "",
                color=said[0].color,
                numbers=tuple(card.number for card in said),
                cells=tuple(_cell(said, target.id) for target in columns),
            )
        )
    return tuple(rows)


def _cell(cards: Iterable[Card], target: str) -> Cell:
    by_label: dict[Label, list[int]] = {}
    for card in cards:
        for stance in card.attribution.stances:
            if stance.target == target:
                by_label.setdefault(stance.label, []).append(card.number)
    return Cell(by_label={label: tuple(by_label[label]) for label in LABELS if label in by_label})


def _role_spans(a: Attribution) -> list[tuple[Role, Span]]:
    roles: tuple[tuple[Role, tuple[Span, ...]], ...] = (("source", a.source), ("cue", a.cue), ("content", a.content))
    return [(role, span) for role, spans in roles for span in spans]


def _clean_marks(
    record: Record, cards: Iterable[Card], colors: dict[str | None, int], verdicts: Verdicts | None
) -> list[Mark]:
    marks = [
        Mark(*span.clean, role, card.number, colors[card.attribution.speaker])
        for card in cards
        for role, span in _role_spans(card.attribution)
    ]
    for number, span in _missed_spans(verdicts):
        marks.append(Mark(*record.alignment.to_clean(span.start, span.end), "missed", number, -1))
    marks += [
        Mark(*clean_range(record, repair), "repair", number, -1) for number, repair in enumerate(damage(record.repairs))
    ]
    return [mark for mark in marks if mark.start < mark.end]


def _raw_marks(
    record: Record, cards: Iterable[Card], colors: dict[str | None, int], verdicts: Verdicts | None
) -> list[Mark]:
    marks = [
        Mark(span.start, span.end, role, card.number, colors[card.attribution.speaker])
        for card in cards
        for role, span in _role_spans(card.attribution)
    ]
    marks += [Mark(span.start, span.end, "missed", number, -1) for number, span in _missed_spans(verdicts)]
    marks += [
        Mark(repair.start, repair.end, "repair", number, -1) for number, repair in enumerate(damage(record.repairs))
    ]
    return [mark for mark in marks if mark.start < mark.end]


def _missed_spans(verdicts: Verdicts | None) -> list[tuple[int, RawSpan]]:
    missed = verdicts.missed if verdicts else ()
    return [(number, span) for number, one in enumerate(missed, 1) for span in one.attribution.content]


def _missed(record: Record, verdicts: Verdicts | None) -> tuple[MissedCard, ...]:
    def words(spans: Iterable[RawSpan]) -> str:
        return _PIECES.join(record.clean[slice(*record.alignment.to_clean(s.start, s.end))] for s in spans)

    return tuple(
        MissedCard(
            number=number,
            type=one.attribution.type,
            speaker=one.speaker,
            source=words(one.attribution.source),
            cue=words(one.attribution.cue),
            content=words(one.attribution.content),
            causes=one.causes,
        )
        for number, one in enumerate(verdicts.missed if verdicts else (), 1)
    )
