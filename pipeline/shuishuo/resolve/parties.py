"""Parties: the persons, organisations, places and products that an article names, each with all its names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..record import Range
from .alias import name_parts, same_organization, same_person
from .lexicon import Lexicon

Sense = Literal["person", "organization", "anonymous", "document", "product", "place"]

_KEYS = 8  # a shorter name begins with one of so many first characters of the full one
_FORMS = 4  # and with so many forms of each
_COMPARED = 24  # a name is compared with so many earlier ones of its first character at most: time stays linear


@dataclass(kw_only=True)
class Party:
    """Somebody or something that the article speaks of.

    link: its id in the user's list of names, "" where it is not in it.
    places: where it is named, as clean offsets. roles: head nouns of its titles, and the words before its name.
    """

    kind: Sense
    name: str
    forms: set[str] = field(default_factory=set)
    places: list[Range] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    members: tuple["Party", ...] = ()
    link: str = ""

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class Finder:
    """Finds names of two characters or more in a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known = {name for name in names if len(name) > 1}
        self._sizes: dict[str, list[int]] = defaultdict(list)
        for name in self._known:
            if len(name) not in self._sizes[name[:2]]:
                self._sizes[name[:2]].append(len(name))
        for lengths in self._sizes.values():
            lengths.sort(reverse=True)

    def find(self, text: str) -> Iterator[Range]:
        """Where any name stands in `text`, left to right, the longest where several begin, without overlap."""
        at = 0
        while at < len(text) - 1:
            for size in self._sizes.get(text[at : at + 2], ()):
                if text[at : at + size] in self._known:
                    yield at, at + size
                    at += size
                    break
            else:
                at += 1


def cluster(kinds: Mapping[str, Sense], pairs: Iterable[tuple[str, str]], lexicon: Lexicon) -> dict[str, Party]:
    """Parties by each of their names.

    kinds: what each name is. pairs: names that the article itself declares to be one
    (全称（以下简称“简称”）). The fullest name of a party is the longest of its forms.
    """
    parties: dict[str, Party] = {}
    pairs = [*pairs, *((full, short) for short in sorted(kinds) for full in sorted(lexicon.aliases.get(short, ())))]
    buckets: dict[tuple[Sense, str], list[Party]] = defaultdict(list)
    for long, short in pairs:
        if long in kinds and short in kinds and long not in parties:
            kind = "organization" if "organization" in (kinds[long], kinds[short]) else kinds[long]
            party = parties.setdefault(short, Party(kind=kind, name=long, forms={long, short}))
            party.forms.add(long)
            parties[long] = party
            for form in (long, short):
                buckets[kind, form[0]].append(party)
                if kind == "person":
                    buckets[kind, form[-1]].append(party)
    for name in sorted(kinds, key=lambda n: (-len(n), n)):
        if name in parties:
            continue
        kind = kinds[name]
        country = lexicon.country_of(name)
        if country:
            if country not in parties:
                parties[country] = Party(kind="place", name=country)
            parties[country].forms.add(name)
            parties[name] = parties[country]
            continue
        found = _match(name, "organization" if kind == "product" else kind, buckets, lexicon)
        if found is None:
            found = Party(kind=kind, name=name)
            for key in _keys(name, kind):
                buckets[kind, key].append(found)
        found.forms.add(name)
        parties[name] = found
    return parties


def _match(name: str, kind: Sense, buckets: dict[tuple[Sense, str], list[Party]], lexicon: Lexicon) -> Party | None:
    """The earlier party whose name `name` shortens; none where it could shorten two equally well."""
    if kind == "place":
        return None
    keys = (name[0], name[-1]) if kind == "person" else (name[0],)
    fits: list[Party] = []
    for party in (party for key in keys for party in buckets[kind, key][:_COMPARED]):
        forms = sorted(party.forms, key=lambda form: (-len(form), form))[:_FORMS]
        if kind == "person":
            same = any(same_person(name, form) for form in forms)
        else:
            same = any(same_organization(name, form, lexicon) for form in forms)
        if same and party not in fits:
            fits.append(party)
    return fits[0] if len(fits) == 1 or (fits and fits[0].name.startswith(name)) else None


def _keys(name: str, kind: Sense) -> list[str]:
    """First characters (of a person: also last ones) that names which shorten `name` can have."""
    if kind == "person":
        return sorted({part[at] for part in name_parts(name) for at in (0, -1)}) if len(name) > 2 else []
    return sorted({*name[:_KEYS], *name[-_KEYS:]})
