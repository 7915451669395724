"""One party across many articles: entities of equal names grouped over a corpus, and how sure it is that they are one.

The user's own list decides where it holds an entity. Elsewhere equal names of one kind are one group. Its confidence is
a convention, not a measured probability: a prior by the form of the name (a full company name hardly ever means two
companies, a personal name of two characters often means two people), and half of the doubt is taken away from a member
that keeps company with an organisation that another member is mentioned with.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..record import Entity, Kind, Record
from .lexicon import Lexicon, lexicon

_LISTED = 1.0
_FULL_ORGANIZATION, _SHORT_ORGANIZATION = 0.95, 0.8
_PERSON_BY_LENGTH = {2: 0.6, 3: 0.8}
_LONG_PERSON = 0.95  # transliterated names
_TITLED_WORK = 0.9
_VAGUE = re.compile(r"[有某一两几多各该本我]|当地|相关|部分|其")
_FULL_LENGTH = 6  # characters of an organisation's name from which on it is a full one


@dataclass(frozen=True, kw_only=True)
class Member:
    """An entity of one article."""

    article: str
    entity: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entities that are taken for one party. `link` is the user's id of it, "" where the user's list has none.

    `confidence` is that of the least sure member, 1 for a group of one.
    """

    name: str
    kind: Kind
    link: str
    confidence: float
    members: tuple[Member, ...]


def group_entities(records: Iterable[Record]) -> list[Group]:
    """The named entities of a corpus by party, the largest group first; ties by name.

    Unnamed parties and people known by a family name only (王女士) stay out: they mean another in each article.
    """
    words = lexicon()
    seen: dict[tuple[str, str, Kind], list[tuple[Member, frozenset[str]]]] = defaultdict(list)
    names: dict[tuple[str, str, Kind], str] = {}
    for record in records:
        organizations = {
            entity.id: _normal(entity.name_clean)
            for entity in record.entities
            if entity.kind == "organization" and not words.country_of(entity.name_clean) and _prior(entity, words)
        }
        for entity in record.entities:
            if not entity.link and not _prior(entity, words):
                continue
            key = (entity.link, "" if entity.link else _normal(entity.name_clean), entity.kind)
            company = frozenset(name for number, name in organizations.items() if number != entity.id)
            seen[key].append((Member(article=record.id, entity=entity.id), company))
            names[key] = max(names.get(key, ""), entity.name_clean, key=lambda name: (len(name), name))
    groups = []
    for (link, normal, kind), members in seen.items():
        name = names[link, normal, kind]
        prior = _LISTED if link else _prior(Entity(id="", name=name, name_clean=name, kind=kind), words)
        groups.append(
            Group(
                name=name,
                kind=kind,
                link=link,
                confidence=_confidence(prior, [company for _, company in members]),
                members=tuple(member for member, _ in members),
            )
        )
    return sorted(groups, key=lambda group: (-len(group.members), group.name, group.kind))


def _confidence(prior: float, companies: list[frozenset[str]]) -> float:
    """The confidence of the member that shares least; 1 where there is but one."""
    if len(companies) == 1:
        return 1.0
    often: dict[str, int] = defaultdict(int)
    for company in companies:
        for name in company:
            often[name] += 1
    alone = any(all(often[name] == 1 for name in company) for company in companies)
    return round(prior if alone else 1 - (1 - prior) / 2, 3)


def _prior(entity: Entity, words: Lexicon) -> float:
    """How likely two entities of this name in two articles are one; 0 for a name that is none."""
    name = entity.name_clean
    if _VAGUE.match(name) or name in words.heads or name in words.actors:
        return 0.0
    if entity.kind == "organization":
        full = len(name) >= _FULL_LENGTH or name in words.companies or bool(words.country_of(name))
        return _FULL_ORGANIZATION if full else _SHORT_ORGANIZATION
    if entity.kind == "person":
        _, kind = words.head(name)
        return 0.0 if kind == "honorific" or len(name) < 2 else _PERSON_BY_LENGTH.get(len(name), _LONG_PERSON)
    if entity.kind == "product":
        return _SHORT_ORGANIZATION
    return _TITLED_WORK if entity.kind == "document" and name.startswith("《") else 0.0


def _normal(name: str) -> str:
    """A name without spaces, dots and case."""
    return "".join(char for char in unicodedata.normalize("NFKC", name) if char.isalnum()).lower()
