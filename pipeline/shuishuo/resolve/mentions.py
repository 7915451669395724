"""Where the article names its parties."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import cast

from ..record import Name, Range, Record
from .compounds import compounds
from .lexicon import Lexicon
from .parties import Party, Sense, cluster, find_all
from .places import ACTOR, Index
from .votes import collect_votes


def find_parties(record: Record, lexicon: Lexicon) -> tuple[dict[str, Party], Index, Index]:
    """The parties by each of their names, and every place of a name, `kind` being the party's."""
    text = record.clean
    votes, pairs = collect_votes(record, lexicon)
    parties = cluster(votes, pairs, lexicon)
    names = [n for n in record.segmented.names if n.end - n.start == 1 and n.kind == "person"]
    actors: dict[str, Party] = {}
    states = {country.name: country for country in lexicon.countries.values()}
    for country in states.values():
        if country.name in parties:
            for form in (country.short + "方", country.name + "政府", country.name + "方面", country.capital):
                if parties.get(form, parties[country.name]).kind in ("place", "organization"):
                    parties[form] = parties[country.name]
                    parties[country.name].forms.add(form)
    for start, end in find_all(text, {**lexicon.actors, **parties}):
        form = text[start:end]
        bare = form not in parties
        if bare:
            actors.setdefault(form, Party(kind=cast(Sense, lexicon.actors[form]), name=form, forms={form}))
        party = actors[form] if bare else parties[form]
        party.places.append((start, end))
        names.append(Name(start=start, end=end, kind=ACTOR if bare else party.kind))
        if party.kind == "person":
            _add_roles(text, party, start, lexicon)
    phrases = list(_phrases(record, names, parties, actors, lexicon))
    covered = {start for start, _ in phrases}
    kept = [name for name in names if not (name.kind != "person" and name.start in covered)]
    return actors | parties, Index(names), Index([*kept, *(Name(start=a, end=b, kind=ACTOR) for a, b in phrases)])


def _phrases(
    record: Record, names: list[Name], parties: dict[str, Party], actors: dict[str, Party], lexicon: Lexicon
) -> Iterator[Range]:
    """Phrases within contents that name a party of their own; each becomes one, or another name of a product."""
    text = record.clean
    held = [span.clean for attribution in record.attributions for span in attribution.content]
    inside = _Cover(held)
    sources = {span.clean[0] for attribution in record.attributions for span in attribution.source}
    named = [n for n in names if inside(n.start) and n.kind != ACTOR and n.start not in sources and n.end - n.start > 1]
    for start, end, sense, (low, high) in compounds(text, record.segmented.tokens, named, lexicon):
        form = text[start:end]
        if not inside(start) or form in parties:
            continue
        if sense == "product":
            party = parties[text[low:high]]
            party.forms.add(form)
            party.name = max(party.name, form, key=len)
            parties[form] = party
        else:
            actors.setdefault(form, Party(kind=sense, name=form, forms={form}))
        yield start, end


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


def _add_roles(text: str, party: Party, start: int, lexicon: Lexicon) -> None:
    """Note the title that stands right before a person's name (裁判官罗德泉)."""
    before = text[max(0, start - lexicon.longest_head) : start]
    head, kind = lexicon.head(before)
    if kind in ("title", "honorific", "anonymous") and len(head) > 1:
        party.roles.add(head)
