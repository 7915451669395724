"""The resolve stage: who is meant by each source, and all parties that the article speaks of, as entities."""

from dataclasses import replace

from ..record import Entity, Record
from .lexicon import lexicon
from .mentions import find_parties
from .nouns import noun_mentions
from .parties import Party
from .pronouns import pronoun_mentions
from .register import Register, read_register
from .speakers import Speakers

__all__ = ["Register", "read_register", "resolve"]


def resolve(record: Record, *, register: Register | None = None) -> Record:
    """Find the article's entities and the speaker of every attribution.

    Entities are all speakers and all parties named within some content. `register`, the user's own list of names,
    decides over what is one party, of which kind, and gives it the list's id. Raises ShuishuoError E405 where the
    record is not segmented.
    """
    words = lexicon()
    parties, names, mentioned = find_parties(record, words, register)
    speakers, mentions = Speakers(record, parties, names, mentioned, words).run()
    mentions = sorted([*mentions, *noun_mentions(record, parties, mentions, words)], key=lambda m: (m.start, m.end))
    mentions = sorted([*mentions, *pronoun_mentions(record, speakers, mentions, words)], key=lambda m: (m.start, m.end))
    held = sorted(span.clean for attribution in record.attributions for span in attribution.content)
    wanted: dict[Party, str] = {}
    places: dict[Party, list[tuple[int, int]]] = {}
    spoken_until, at = -1, 0
    for mention in mentions:
        while at < len(held) and held[at][0] <= mention.start:
            spoken_until = max(spoken_until, held[at][1])
            at += 1
        places.setdefault(mention.party, []).append((mention.start, mention.end))
        if mention.start < spoken_until:
            wanted.setdefault(mention.party, "")
    for speaker in speakers:
        if speaker is not None:
            wanted.setdefault(speaker, "")
    first = {party: min(places.get(party, [(len(record.clean), 0)])) for party in wanted}
    entities = []
    for number, party in enumerate(sorted(wanted, key=lambda p: (first[p], p.name)), 1):
        wanted[party] = f"e{number}"
        entities.append(_entity(record, party, wanted[party], places.get(party, [])))
    attributions = tuple(
        replace(attribution, speaker=wanted[speaker] if speaker is not None else None)
        for attribution, speaker in zip(record.attributions, speakers, strict=True)
    )
    return record.with_(entities=tuple(entities), attributions=attributions)


def _entity(record: Record, party: Party, identifier: str, places: list[tuple[int, int]]) -> Entity:
    kind = "organization" if party.kind == "place" else party.kind
    mentions = tuple(record.span(*place) for place in sorted(set(places)))
    printed = next((mention.text for mention in mentions if record.clean_text(mention) == party.name), None)
    if printed is None:  # the name is part of a longer mention, or put together (甲与乙) and printed nowhere
        at = record.clean.find(party.name)
        printed = record.span(at, at + len(party.name)).text if at >= 0 else party.name
    return Entity(id=identifier, name=printed, name_clean=party.name, kind=kind, mentions=mentions, link=party.link)
