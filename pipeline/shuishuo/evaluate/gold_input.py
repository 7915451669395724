"""Gold as the input of a stage: records that hold gold's attributions, or its targets too, to score the stage alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..alignment import Alignment
from ..document import Document
from ..document import Span as GoldSpan
from ..record import Attribution, Entity, Range, Record, Span, Stance
from ..train.targets import entity_forms, target_mentions
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

    An entity's mentions are where its name stands, those of the resolved entity that it matches, and what a content
    that speaks of it calls it, as far as wordings tell (`train.targets`).
    """
    found = Document.from_record(resolved)
    pairs = pair_attributions(gold.attributions, found.attributions, resolved.raw)
    matched = match_entities(gold, found, pairs, resolved.raw)
    places: dict[str, set[Range]] = defaultdict(set)
    for resolved_entity in resolved.entities:
        if resolved_entity.id in matched:
            places[matched[resolved_entity.id]] |= {mention.clean for mention in resolved_entity.mentions}
    for identifier, place in _named(gold, resolved.raw):
        places[identifier].add(resolved.alignment.to_clean(*place))
    entities = tuple(
        Entity(
            id=entity.id,
            name=entity.name,
            name_clean=_clean_name(resolved, entity.name),
            kind=entity.kind,
            mentions=tuple(resolved.span(*place) for place in _longest(places[entity.id])),
        )
        for entity in gold.entities
    )
    given = {attribution.id: attribution for attribution in gold.attributions}
    attributions = tuple(
        replace(
            one,
            speaker=given[one.id].speaker,
            stances=tuple(Stance(target=stance.target, label="neutral") for stance in given[one.id].stances),
        )
        for one in resolved.attributions
    )
    return resolved.with_(entities=entities, attributions=attributions)


def _named(gold: Document, raw: str) -> Iterator[tuple[str, Range]]:
    """Each entity's places in the raw text: where its name stands, and what contents about it call it."""
    for entity in gold.entities:
        for place in places_of(entity.name, raw):
            yield entity.id, place
    forms = entity_forms(gold, raw, {entity.id: entity.name for entity in gold.entities})
    kinds = {entity.id: entity.kind for entity in gold.entities}
    for attribution in gold.attributions:
        content = [(span.start, span.end) for span in attribution.content]
        for stance in attribution.stances:
            alone = replace(attribution, stances=(stance,))
            for start, end, _ in target_mentions(raw, content, alone, forms, kinds):
                yield stance.target, (start, end)


def _spans(spans: Iterable[GoldSpan], alignment: Alignment) -> tuple[Span, ...]:
    placed = (
        Span(start=span.start, end=span.end, text=span.text, clean=alignment.to_clean(span.start, span.end))
        for span in spans
    )
    return tuple(span for span in placed if span.clean[0] < span.clean[1])


def _clean_name(record: Record, name: str) -> str:
    at = record.raw.find(name)
    return record.clean[slice(*record.alignment.to_clean(at, at + len(name)))] if at >= 0 else name


def _longest(places: Iterable[Range]) -> list[Range]:
    """The places in order, without the empty ones and those that lie within another."""
    known = sorted(set(places), key=lambda place: (place[0], -place[1]))
    kept: list[Range] = []
    for start, end in known:
        if start < end and not (kept and end <= kept[-1][1]):
            kept.append((start, end))
    return kept
