"""Where the article names its parties: the names of the segmentation, those that sources add, and declared aliases."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from ..record import Name, Range, Record
from .compounds import compounds
from .lexicon import Lexicon
from .parties import Party, Sense, cluster, find_all
from .phrase import Phrase, read_phrase

_DECLARED = re.compile(r"[（(](?:以下简称|下称|简称|下文称|后称|又称|又名|原名|英文名|化名)[：:为]?[“‘]?([^”’（）()，。]{2,12})[”’]?[）)]")
_ACRONYM = re.compile(r"[（(]([A-Z][A-Za-z]{1,9})[，,；;）)]")
_QUOTES = "“”‘’\"'"
ACTOR = "actor"  # the kind of a `Name` that is only a noun that names a party of the story (政府, 示威者)
_SOURCE_VOTES = 100  # what a source phrase ends in speaks: it is a person or an organisation, whatever the tagger says
_LONGEST_NAME = 20
_VAGUE = re.compile(r"的|[一二两三四五六七八九十\d多几各这那有某][家个名份]|多家|很多|不少|一些|部分|当地|相关|有关|其|我")


class Index:
    """The names of an article in order, by place."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: name.start)
        self._starts = [name.start for name in self._names]

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def within(self, start: int, end: int) -> Sequence[Name]:
        """The names that lie in [start, end); nouns such as 警方 are not names."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [name for name in self._names[low:high] if name.end <= end and name.kind != ACTOR]


def source_range(record: Record, number: int) -> Range | None:
    """From the first to the last character of an attribution's source spans, in the clean text."""
    spans = record.attributions[number].source
    if not spans:
        return None
    return min(span.clean[0] for span in spans), max(span.clean[1] for span in spans)


def find_parties(record: Record, lexicon: Lexicon) -> tuple[dict[str, Party], Index, Index]:
    """The parties by each of their names, and every place of a name, `kind` being the party's."""
    text = record.clean
    votes: dict[str, Counter[Sense]] = defaultdict(Counter)
    single: list[Name] = []
    edges = _edges(record)
    for name in record.segmented.names:
        if _crosses(edges, name):
            continue
        form = text[name.start : name.end].strip(_QUOTES)
        if name.kind == "time" or not form:
            continue
        if form in lexicon.pronouns or (form in lexicon.heads and form not in lexicon.actors):
            continue
        if len(form) == 1:
            single.append(name)
            continue
        votes[form][_sense(name.kind)] += 1
    tagged = Index(name for name in record.segmented.names if name.kind != "time")
    for number in range(len(record.attributions)):
        where = source_range(record, number)
        if where is None:
            continue
        phrase = read_phrase(text, *where, tagged.within(*where), lexicon)
        _vote(text, phrase, votes, lexicon)
    pairs = list(_declared(text, votes))
    for long, short in pairs:
        votes[short][max(votes[long], key=lambda kind: votes[long][kind])] += 1
    _drop_overreaching(votes)
    _settle_parts(votes)
    parties = cluster(dict(votes), pairs, lexicon)
    names = list(single)
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


def _edges(record: Record) -> list[int]:
    """Where source and cue spans begin and end: no name reaches across."""
    spans = [span for attribution in record.attributions for span in (*attribution.source, *attribution.cue)]
    return sorted({edge for span in spans for edge in span.clean})


def _crosses(edges: list[int], name: Name) -> bool:
    at = bisect_right(edges, name.start)
    return at < len(edges) and edges[at] < name.end


def _drop_overreaching(votes: dict[str, Counter[Sense]]) -> None:
    """Drop a person's name found once that is a known name and a character too many (若马斯克, 王某所)."""
    for form in [form for form, kinds in votes.items() if sum(kinds.values()) == 1 and len(form) > 2]:
        shorter = (form[1:], form[:-1])
        if any(sum(votes[name].values()) > 1 for name in shorter if name in votes) and votes[form]["person"]:
            del votes[form]


def _settle_parts(votes: dict[str, Counter[Sense]]) -> None:
    """One part of a transliterated person's name is that person, whatever the tagger took it for."""
    for name in [name for name, kinds in votes.items() if kinds["person"] and re.search(r"[·•・ ]", name)]:
        for part in re.split(r"[·•・ ]", name)[1:]:
            if len(part) > 1 and part in votes:
                votes[part]["person"] += sum(votes[part].values())


def _add_roles(text: str, party: Party, start: int, lexicon: Lexicon) -> None:
    """Note the title that stands right before a person's name (裁判官罗德泉)."""
    before = text[max(0, start - lexicon.longest_head) : start]
    head, kind = lexicon.head(before)
    if kind in ("title", "honorific", "anonymous") and len(head) > 1:
        party.roles.add(head)


def _sense(kind: str) -> Sense:
    senses: dict[str, Sense] = {"person": "person", "organization": "organization", "place": "place"}
    return senses.get(kind, "product")


def _vote(text: str, phrase: Phrase, votes: dict[str, Counter[Sense]], lexicon: Lexicon) -> None:
    """Count the name that a source phrase ends in: what speaks is a person or an organisation."""
    for part in phrase.parts:
        _vote(text, part, votes, lexicon)
    if phrase.way == "organization" and not (phrase.back or phrase.some or _VAGUE.search(text, phrase.start, phrase.end)):
        form = text[phrase.start : phrase.end]
        if form not in lexicon.heads and form not in lexicon.actors and len(form) <= _LONGEST_NAME:
            votes[form]["organization"] += _SOURCE_VOTES
    if phrase.way != "name" or phrase.name is None:
        return
    form = text[slice(*phrase.name)].strip(_QUOTES)
    if len(form) < 2 or form in lexicon.heads:
        return
    if phrase.sense == "person":
        votes[form]["person"] += _SOURCE_VOTES
    elif phrase.sense != "place":
        votes[form]["organization"] += _SOURCE_VOTES


def _declared(text: str, votes: dict[str, Counter[Sense]]) -> Iterator[tuple[str, str]]:
    """Pairs (full, short) that the article declares in brackets right after the full name."""
    longest = max(map(len, votes), default=0)
    for pattern in (_DECLARED, _ACRONYM):
        for found in pattern.finditer(text):
            low = max(0, found.start() - longest)
            before = text[low : found.start()].rstrip(_QUOTES)
            full = next((before[at:] for at in range(len(before) - 1) if before[at:] in votes), None)
            if full is not None and full != found.group(1):
                yield full, found.group(1)
