"""Gold as the input of a stage: records that hold gold's attributions, or its targets too, to score the stage alone."""

from collections.abc import Iterable

from ..alignment import Alignment
from ..document import Document
from ..document import Span as GoldSpan
from ..record import Attribution, Entity, Range, Record, Span, Stance
from .entities import match_entities, places_of
from .pairing import pair_attributions


def with_gold_attributions(record: Record, gold: Document) -> Record:
    """A segmented record with gold's attributions, their speakers and stances left out; ids are gold's.

    An attribution whose content repair has dropped is dropped, too.
    """
    made = (
        Attribution(
            id=given.id,
            type=given.type,
            source=_spans(given.source, record.alignment),
            cue=_spans(given.cue, record.alignment),
            content=_spans(given.content, record.alignment),
        )
        for given in gold.attributions
    )
    return record.with_(entities=(), attributions=tuple(attribution for attribution in made if attribution.content))


def with_gold_targets(resolved: Record, gold: Document) -> Record:
    """A record with gold's attributions, as `resolve` leaves it, with gold's speakers and targets; each stance is
    neutral until it is judged.

    An entity's mentions are where its name stands, and those of the resolved entity that it matches.
    """
    found = Document.from_record(resolved)
    pairs = pair_attributions(gold.attributions, found.attributions, resolved.raw)
    matched = match_entities(gold, found, pairs, resolved.raw)
    known: dict[str, tuple[Span, ...]] = {
        gold_id: entity.mentions
        for entity in resolved.entities
        if (gold_id := matched.get(entity.id)) is not None
    }
    entities = tuple(
        Entity(
            id=entity.id,
            name=entity.name,
            name_clean=_clean_name(resolved, entity.name),
            kind=entity.kind,
            mentions=_union(resolved, places_of(entity.name, resolved.raw), known.get(entity.id, ())),
        )
        for entity in gold.entities
    )
    given = {attribution.id: attribution for attribution in gold.attributions}
    attributions = tuple(
        Attribution(
            id=one.id,
            type=one.type,
            source=one.source,
            cue=one.cue,
            content=one.content,
            speaker=given[one.id].speaker,
            stances=tuple(Stance(target=stance.target, label="neutral") for stance in given[one.id].stances),
        )
        for one in resolved.attributions
    )
    return resolved.with_(entities=entities, attributions=attributions)


def _spans(spans: Iterable[GoldSpan], alignment: Alignment) -> tuple[Span, ...]:
    placed = (
        Span(start=span.start, end=span.end, text=span.text, clean=alignment.to_clean(span.start, span.end))
        for span in spans
    )
    return tuple(span for span in placed if span.clean[0] < span.clean[1])


def _clean_name(record: Record, name: str) -> str:
    at = record.raw.find(name)
    return record.clean[slice(*record.alignment.to_clean(at, at + len(name)))] if at >= 0 else name


def _union(record: Record, named: Iterable[Range], mentions: Iterable[Span]) -> tuple[Span, ...]:
    """Mentions in order, those of an equal or smaller place within another left out."""
    places = {record.alignment.to_clean(*place) for place in named} | {mention.clean for mention in mentions}
    kept = [
        (start, end)
        for start, end in places
        if start < end and not any(a <= start and end <= b and (a, b) != (start, end) for a, b in places)
    ]
    return tuple(record.span(*place) for place in sorted(kept))
