"""Whom a tagged mention means: an entity of the article, or one that the article has not been found to have yet."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ..attribute.model_targets import ContentReading
from ..record import Attribution, Entity, Kind, Range, Record
from ..resolve.lexicon import lexicon
from ..resolve.reading import EDGE
from .pointing import Pointing
from .shortening import lengthens, shortens
from .tagged import tagged_mentions

_FUNCTION = frozenset(("u", "c", "p", "d", "xc", "w"))  # tags of words that no name begins or ends with


def with_tagged(record: Record, readings: Sequence[ContentReading]) -> Record:
    """The record with every tagged mention among the mentions of its entity; entities that were not known before are
    added behind the others, with every place where they are named.
    """
    links = _Links(record)
    for attribution, reading in zip(record.attributions, readings, strict=True):
        for mention in tagged_mentions(reading):
            links.add(mention, attribution)
    return links.record()


class _Links:
    """The entities of an article, which grow as mentions are added."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._text = record.clean
        self._entities = {entity.id: entity for entity in record.entities}
        self._places = {entity.id: {mention.clean for mention in entity.mentions} for entity in record.entities}
        self._owners = {place: identifier for identifier, places in self._places.items() for place in places}
        self._ordered = sorted(self._owners)
        self._forms: dict[str, str] = {}
        for entity in record.entities:
            for form in [entity.name_clean, *(self._text[a:b] for a, b in sorted(self._places[entity.id]))]:
                if form not in lexicon().pronouns:
                    self._forms.setdefault(form, entity.id)
        self._pointing = Pointing(record)
        self._tokens = record.segmented.tokens
        self._starts = [token.start for token in self._tokens]

    def add(self, mention: Range, attribution: Attribution) -> None:
        """Give a mention to the entity that it means; one that nobody can be found for is left out."""
        place = self._trimmed(*self._whole_words(*mention))
        if place[0] >= place[1]:
            return
        words = self._text[slice(*place)]
        if self._pointing.points(words):
            self._point(place, words, attribution)
        elif place not in self._owners and place[1] - place[0] > 1:
            owner = self._forms.get(words) or self._shortened(words) or self._overlapping(place) or self._new(words)
            self._forms.setdefault(words, owner)
            self._give(owner, place)

    def _point(self, place: Range, words: str, attribution: Attribution) -> None:
        """Resolution may have read a pointing word as the speaker; the model, which saw it as a target, knows."""
        owner = self._owners.get(place) or self._overlapping(place)
        if not owner or owner == attribution.speaker:
            other = self._pointing.referent(place, attribution, words)
            if other:
                self._give(other, place)

    def record(self) -> Record:
        """The record with what was added."""
        entities = tuple(
            replace(entity, mentions=tuple(self._record.span(*place) for place in sorted(self._places[identifier])))
            for identifier, entity in self._entities.items()
        )
        return self._record.with_(entities=entities)

    def _give(self, owner: str, place: Range) -> None:
        """Let an entity have a mention; a shorter one at its end is none of its own (乘客 of 五名乘客)."""
        for inner in self._near(place):
            if place[0] <= inner[0] and inner[1] == place[1]:
                self._places[self._owners.pop(inner)].discard(inner)
                self._ordered.remove(inner)
        self._places[owner].add(place)
        self._owners[place] = owner
        self._ordered.insert(bisect_left(self._ordered, place), place)

    def _near(self, place: Range) -> list[Range]:
        """The mentions that overlap a place."""
        at = bisect_left(self._ordered, place)
        low = max(0, at - 8)
        return [(a, b) for a, b in self._ordered[low : at + 8] if a < place[1] and place[0] < b]

    def _overlapping(self, place: Range) -> str:
        """The entity of the mention that shares most with a place, and its last character: 该公司 of 公司, but not
        顺丰 of 顺丰员工.
        """
        fits = [(min(b, place[1]) - max(a, place[0]), a, b) for a, b in self._near(place) if a < place[1] <= b]
        return self._owners[max(fits)[1:]] if fits else ""

    def _shortened(self, words: str) -> str:
        """The entity whose name or wording `words` shortens or lengthens; "" where two would fit equally well."""
        fits: dict[str, int] = {}
        for form, owner in self._forms.items():
            rank = shortens(words, form, self._entities[owner].kind) or lengthens(words, form)
            if rank:
                fits[owner] = max(rank, fits.get(owner, 0))
        best = max(fits.values(), default=0)
        owners = [owner for owner, rank in fits.items() if rank == best]
        return owners[0] if len(owners) == 1 else ""

    def _new(self, words: str) -> str:
        """The id of a new entity, with every place where its name stands and nothing else does."""
        identifier = f"e{max((int(known[1:]) for known in self._entities), default=0) + 1}"
        places = [found.span() for found in re.finditer(re.escape(words), self._text)]
        self._entities[identifier] = Entity(
            id=identifier,
            name=self._record.span(*places[0]).text,
            name_clean=words,
            kind=self._kind(words, places),
        )
        self._places[identifier] = set()
        for place in places:
            if not any(start <= place[0] and place[1] <= end for start, end in self._near(place)):
                self._give(identifier, place)
        return identifier

    def _kind(self, words: str, places: Sequence[Range]) -> Kind:
        """What a name is, by the segmenter's names in its places, else by its head noun."""
        ends = {end for _, end in places}
        starts = {start for start, _ in places}
        kinds = [n.kind for n in self._record.segmented.names if n.end in ends and n.start in starts]
        head = lexicon().head(words)[1]
        if kinds and kinds[0] in ("person", "organization", "product"):
            return kinds[0]  # type: ignore[return-value]
        if kinds and kinds[0] == "place":
            return "organization"
        if head in ("title", "honorific", "anonymous"):
            return "anonymous"
        if head in ("text", "document"):
            return "document"
        return "organization" if head in ("organization", "channel") else "product"

    def _whole_words(self, start: int, end: int) -> Range:
        """A place widened to the words that it cuts and to a number before them (五名乘客), without particles and the
        like at its ends: the model's ends are less sure than the segmenter's.
        """
        first = max(0, bisect_right(self._starts, start) - 1)
        words = [token for token in self._tokens[first : bisect_left(self._starts, end)] if token.end > start]
        while words and words[-1].tag in _FUNCTION:
            words.pop()
        while words and words[0].tag in _FUNCTION:
            words.pop(0)
        if not words:
            return start, start
        before = self._tokens[bisect_left(self._starts, words[0].start) - 1] if words[0].start else None
        if before and before.tag == "m" and before.end == words[0].start and words[0].tag == "n":
            return before.start, words[-1].end
        return words[0].start, words[-1].end

    def _trimmed(self, start: int, end: int) -> Range:
        while start < end and self._text[start] in EDGE:
            start += 1
        while end > start and self._text[end - 1] in EDGE:
            end -= 1
        return start, end
