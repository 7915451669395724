"""Where the article names its parties."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import cast

from ..record import Name, Range, Record
from .compounds import DETERMINERS, compounds, models
from .lexicon import Lexicon
from .parties import Finder, Party, Sense, cluster
from .places import ACTOR, PHRASE, Index
from .register import Register
from .votes import collect_votes, settle

_LONGEST_ROLE = 16
_BREAK = re.compile(r"[\s，。、：；！？“”‘’（）()]")


def find_parties(record: Record, lexicon: Lexicon, register: Register | None) -> tuple[dict[str, Party], Index, Index]:
    """The parties by each of their names, and every place of a name, `kind` being the party's."""
    text = record.clean
    votes = collect_votes(record, lexicon)
    parties = cluster(settle(votes, text, lexicon), votes.pairs, lexicon)
    if register is not None:
        register.apply(text, parties)
    names = [n for n in record.segmented.names if n.end - n.start == 1 and n.kind == "person"]
    actors: dict[str, Party] = {}
    states = {country.name: country for country in lexicon.countries.values()}
    for country in states.values():
        if country.name in parties:
            for form in (country.short + "方", country.name + "政府", country.name + "方面", country.capital):
                if parties.get(form, parties[country.name]).kind in ("place", "organization"):
                    parties[form] = parties[country.name]
                    parties[country.name].forms.add(form)
    for start, end in Finder({**lexicon.actors, **parties}).find(text):
        form = text[start:end]
        bare = form not in parties
        if bare:
            actors.setdefault(form, Party(kind=cast(Sense, lexicon.actors[form]), name=form, forms={form}))
        party = actors[form] if bare else parties[form]
        party.places.append((start, end))
        names.append(Name(start=start, end=end, kind=ACTOR if bare else party.kind))
        if party.kind == "person":
            _add_roles(text, party, start, end, lexicon)
    phrases = list(_phrases(record, parties, actors, lexicon))
    covered = {at for start, end in phrases for at in range(start, end)}
    kept = [name for name in names if name.start not in covered or name.kind != ACTOR]
    return actors | parties, Index(names), Index([*kept, *(Name(start=a, end=b, kind=PHRASE) for a, b in phrases)])


def _phrases(record: Record, parties: dict[str, Party], actors: dict[str, Party], lexicon: Lexicon) -> Iterator[Range]:
    """Phrases within contents that name a party of their own, without overlap; each becomes one."""
    text = record.clean
    inside = _Cover(span.clean for attribution in record.attributions for span in attribution.content)
    sources = _Cover(span.clean for attribution in record.attributions for span in attribution.source)
    found: list[tuple[int, int, Sense]] = [
        *compounds(text, record.segmented.tokens, lexicon),
        *((start, end, "product") for start, end in models(text, record.segmented.names)),
    ]
    reached = 0
    for start, end, sense in sorted(found, key=lambda phrase: (phrase[0], -phrase[1])):
        form = text[start:end]
        bare = DETERMINERS.sub("", form)
        if start < reached or not inside(start) or sources(start) or form in parties:
            continue
        if sense == "organization" and bare != form and (bare in lexicon.actors or bare in parties):
            continue
        reached = end
        product = _product_before(text, start, end, parties) if sense == "product" else None
        if product is not None:
            product.forms.add(form)
            product.name = max(product.name, form, key=len)
            parties[form] = product
        else:
            actors.setdefault(form, Party(kind=sense, name=form, forms={form}))
        yield start, end


def _product_before(text: str, start: int, end: int, parties: dict[str, Party]) -> Party | None:
    """The product whose name begins the phrase (C919 for C919客机)."""
    for cut in range(end - 1, start + 1, -1):
        party = parties.get(text[start:cut])
        if party is not None:
            return party if party.kind == "product" else None
    return None


class _Cover:
    """Tells whether an offset lies in some range."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __call__(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]


def _add_roles(text: str, party: Party, start: int, end: int, lexicon: Lexicon) -> None:
    """Note the title that stands right before a person's name (裁判官罗德泉), with its own modifiers, or after it."""
    low = max(0, start - _LONGEST_ROLE)
    words = _BREAK.split(text[low:start])[-1]
    head, kind = lexicon.head(words)
    if kind in ("title", "honorific", "anonymous") and len(head) > 1:
        party.roles.update((head, words))
    for size in (3, 2):
        if lexicon.heads.get(text[end : end + size]) == "honorific":
            party.roles.add(text[end : end + size])
