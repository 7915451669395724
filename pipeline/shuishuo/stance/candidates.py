"""Which entities a content mentions, and what is known of each: the ground for choosing and labelling targets."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..record import Attribution, Entity, Range, Record
from ..resolve.lexicon import lexicon


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An entity that a content mentions at `places` (clean offsets, in order)."""

    attribution: Attribution
    entity: Entity
    places: tuple[Range, ...]


class Article:
    """A resolved record, indexed for looking around a mention."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.clean
        tokens = record.segmented.tokens
        self._starts = [token.start for token in tokens]
        self._tags = [token.tag for token in tokens]
        self._kinds = {name.start: name.kind for name in record.segmented.names}
        self._named = {(name.start, name.end) for name in record.segmented.names}
        self._entities = {entity.id: entity for entity in record.entities}
        self._mentions = sorted((*m.clean, entity.id) for entity in record.entities for m in entity.mentions)
        self._mention_starts = [start for start, _, _ in self._mentions]
        self.speakers = {a.speaker for a in record.attributions if a.speaker}
        self._sources = {span.clean for a in record.attributions for span in a.source}
        self.senses = {entity.id: self._sense(entity) for entity in record.entities}
        self.titled = {
            entity.id
            for entity in record.entities
            if any(
                word in record.title for word in {self.text[slice(*m.clean)] for m in entity.mentions} if len(word) > 1
            )
        }

    def candidates(self, attribution: Attribution) -> Iterator[Candidate]:
        """The entities other than its speaker that an attribution's content mentions, in order of first mention."""
        places: dict[str, list[Range]] = {}
        for span in attribution.content:
            low = bisect_left(self._mention_starts, span.clean[0])
            high = bisect_left(self._mention_starts, span.clean[1])
            for start, end, identifier in self._mentions[low:high]:
                if identifier != attribution.speaker:
                    places.setdefault(identifier, []).append((start, end))
        for identifier, found in places.items():
            yield Candidate(attribution=attribution, entity=self._entities[identifier], places=tuple(found))

    def candidate(self, attribution: Attribution, entity: Entity) -> Candidate:
        """A given entity with its mentions in an attribution's content, which may be none."""
        held = [span.clean for span in attribution.content]
        places = tuple(mention.clean for mention in entity.mentions if any(a <= mention.clean[0] < b for a, b in held))
        return Candidate(attribution=attribution, entity=entity, places=places)

    def tag_after(self, end: int) -> str:
        """Part of speech of the word that begins at or after clean offset `end`."""
        at = bisect_left(self._starts, end)
        return self._tags[at] if at < len(self._tags) else ""

    def tag_before(self, start: int) -> str:
        """Part of speech of the word before clean offset `start`."""
        at = bisect_left(self._starts, start) - 1
        return self._tags[at] if at >= 0 else ""

    def is_source(self, place: Range) -> bool:
        """Whether a mention is itself the source of a (nested) attribution."""
        return place in self._sources

    def _sense(self, entity: Entity) -> str:
        """What kind of name an entity has: as the tagger saw it, with countries and mere nouns apart."""
        words = lexicon()
        if words.country_of(entity.name_clean):
            return "country"
        if entity.name_clean in words.actors:
            return f"{entity.kind}-noun"
        if not any(mention.clean in self._named for mention in entity.mentions) and entity.kind != "person":
            return f"{entity.kind}-phrase"
        kinds = Counter(self._kinds.get(mention.clean[0], "") for mention in entity.mentions)
        kinds.pop("", None)
        if entity.kind == "organization" and kinds and max(kinds, key=lambda k: (kinds[k], k)) in ("place", "product"):
            return max(kinds, key=lambda k: (kinds[k], k))
        return entity.kind
