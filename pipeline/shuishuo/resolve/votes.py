"""What each name of an article is: the tagger's finds, what source phrases end in, and aliases that it declares."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

from ..record import Name, Record
from .lexicon import Lexicon
from .parties import Sense
from .phrase import Phrase
from .places import Index, source_range
from .reading import read_phrase

_DECLARED = re.compile(
    r"[（(](?:以下简称|下称|简称|下文称|后称|又称|又名|原名|英文名|化名)[：:为]?[“‘]?([^”’（）()，。]{2,12})[”’]?[）)]"
)
_ACRONYM = re.compile(r"[（(]([A-Z][A-Za-z]{1,9})[，,；;）)]")
_QUOTES = "“”‘’\"'"
_SOURCE_VOTES = 100  # what a source phrase ends in speaks: it is a person or an organisation, whatever the tagger says
_LONGEST_NAME = 20
_VAGUE = re.compile(
    r"的|[一二两三四五六七八九十\d多几各这那有某][家个名份]|多家|很多|不少|一些|部分|当地|相关|有关|其|我"
)


def collect_votes(record: Record, lexicon: Lexicon) -> tuple[dict[str, Counter[Sense]], list[tuple[str, str]]]:
    """For each name how often it was found as what, and the pairs (full, short) that the article declares to be one."""
    text = record.clean
    votes: dict[str, Counter[Sense]] = defaultdict(Counter)
    edges = _edges(record)
    for name in record.segmented.names:
        form = text[name.start : name.end].strip(_QUOTES)
        if name.kind == "time" or len(form) < 2 or _crosses(edges, name):
            continue
        if form in lexicon.pronouns or (form in lexicon.heads and form not in lexicon.actors):
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
    return dict(votes), pairs


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


def _sense(kind: str) -> Sense:
    senses: dict[str, Sense] = {"person": "person", "organization": "organization", "place": "place"}
    return senses.get(kind, "product")


def _vote(text: str, phrase: Phrase, votes: dict[str, Counter[Sense]], lexicon: Lexicon) -> None:
    """Count the name that a source phrase ends in: what speaks is a person or an organisation."""
    for part in phrase.parts:
        _vote(text, part, votes, lexicon)
    if phrase.way == "organization" and not (
        phrase.back or phrase.some or _VAGUE.search(text, phrase.start, phrase.end)
    ):
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
