"""What each name of an article is: the tagger's finds, what source phrases end in, and aliases that it declares."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..record import Name, Record
from .kinds import is_person, kind_features
from .lexicon import Lexicon
from .parties import Sense
from .phrase import Phrase
from .places import Index, source_range
from .reading import read_phrase

_DECLARED = re.compile(
    r"[（(](?:以下简称|下称|简称|下文称|后称|又称|又名|原名|英文名|化名)[：:为]?[“‘]?([^”’（）()，。]{2,12})[”’]?[）)]"
)
_ACRONYM = re.compile(r"\s?[（(]([A-Z][A-Za-z]{1,9}|[A-Z][A-Za-z.’'\-]+(?: [A-Za-z.’'\-]+){1,3})[，,；;）)]")
_QUOTES = "“”‘’\"'"
_DOTS = re.compile(r"[·•・ ]")
_LONGEST_NAME = 20
_VAGUE = re.compile(
    r"的|[一二两三四五六七八九十\d多几各这那有某][家个名份]|多家|很多|不少|一些|部分|当地|相关|有关|其|我"
)


@dataclass(frozen=True, kw_only=True)
class Votes:
    """What an article says of its names: how often each was tagged as what, and what sources that end in it read as.

    pairs: names (full, short) that the article itself declares to be one.
    """

    tagged: dict[str, Counter[Sense]]
    read: dict[str, Counter[Sense]]
    pairs: list[tuple[str, str]]


def collect_votes(record: Record, lexicon: Lexicon) -> Votes:
    """The votes of an article's names. Raises ShuishuoError E405 where the record is not segmented."""
    text = record.clean
    votes: dict[str, Counter[Sense]] = defaultdict(Counter)
    read: dict[str, Counter[Sense]] = defaultdict(Counter)
    edges = _edges(record)
    crossing: set[str] = set()
    for name in record.segmented.names:
        form = text[name.start : name.end].strip(_QUOTES)
        if name.kind == "time" or len(form) < 2 or _joins_countries(form, lexicon):
            continue
        if _crosses(edges, name):
            crossing.add(form)
        elif form not in lexicon.pronouns and (form not in lexicon.heads or form in lexicon.actors):
            votes[form][_sense(name.kind)] += 1
    tagged = Index(name for name in record.segmented.names if name.kind != "time")
    for number in range(len(record.attributions)):
        where = source_range(record, number)
        if where is not None:
            _read(text, read_phrase(text, *where, tagged.within(*where), lexicon), read, lexicon)
    pairs = list(_declared(text, {**votes, **read}))
    for long, short in pairs:
        votes[short].update(votes.get(long, ()))
        read[short].update(read.get(long, ()))
    _drop_overreaching(text, votes, read, crossing, lexicon)
    return Votes(tagged=dict(votes), read=dict(read), pairs=pairs)


def settle(votes: Votes, text: str, lexicon: Lexicon) -> dict[str, Sense]:
    """The kind of each name. What speaks, or was mostly taken for a person or an organisation, is one of the two."""
    kinds: dict[str, Sense] = {}
    for form in {**votes.tagged, **votes.read}:
        tagged = votes.tagged.get(form, Counter())
        kind: Sense = max(sorted(tagged), key=lambda kind: tagged[kind]) if tagged else "organization"
        if form in votes.read or kind in ("person", "organization"):
            features = kind_features(form, text, tagged=tagged, read=votes.read.get(form, Counter()), lexicon=lexicon)
            kind = "person" if is_person(features) else "organization"
        kinds[form] = kind
    for name in [name for name, kind in kinds.items() if kind == "person" and _DOTS.search(name)]:
        for part in _DOTS.split(name)[1:]:
            if len(part) > 1 and part in kinds:  # one part of a transliterated name is that person
                kinds[part] = "person"
    return kinds


def _joins_countries(form: str, lexicon: Lexicon) -> bool:
    """Whether a form is several countries in a word (中俄), which is the name of none."""
    return form not in lexicon.countries and all(char in lexicon.countries for char in form)


def _edges(record: Record) -> list[int]:
    """Where source and cue spans begin and end: no name reaches across."""
    spans = [span for attribution in record.attributions for span in (*attribution.source, *attribution.cue)]
    return sorted({edge for span in spans for edge in span.clean})


def _crosses(edges: list[int], name: Name) -> bool:
    at = bisect_right(edges, name.start)
    return at < len(edges) and edges[at] < name.end


def _drop_overreaching(
    text: str,
    votes: dict[str, Counter[Sense]],
    read: Mapping[str, Counter[Sense]],
    crossing: set[str],
    lexicon: Lexicon,
) -> None:
    """Drop what was taken for a person's name and is one with a word too many.

    Such are a known name and one more character (若马斯克), one that crosses the edge of a span elsewhere, and a family
    name run together with the word that follows (林重申).
    """
    for form in [form for form, kinds in votes.items() if kinds["person"] and form not in read]:
        once = sum(votes[form].values()) == 1 and len(form) > 2
        shorter = (form[1:], form[:-1])
        if (
            form in crossing
            or _runs_on(text, form, lexicon)
            or (once and any(name in read or sum(votes.get(name, Counter()).values()) > 1 for name in shorter))
        ):
            del votes[form]


def _runs_on(text: str, form: str, lexicon: Lexicon) -> bool:
    """Whether the given name is a verb or an adverb, or the beginning of one."""
    given, at = form[1:], text.find(form)
    return len(form) < 4 and (
        given in lexicon.not_given or given + text[at + len(form) : at + len(form) + 1] in lexicon.not_given
    )


def _sense(kind: str) -> Sense:
    senses: dict[str, Sense] = {"person": "person", "organization": "organization", "place": "place"}
    return senses.get(kind, "product")


def _read(text: str, phrase: Phrase, read: dict[str, Counter[Sense]], lexicon: Lexicon) -> None:
    """Count the name that a source phrase ends in: what speaks is a person or an organisation."""
    for part in phrase.parts:
        _read(text, part, read, lexicon)
    if phrase.way == "organization" and not (
        phrase.back or phrase.some or _VAGUE.search(text, phrase.start, phrase.end)
    ):
        form = text[phrase.start : phrase.end]
        if form not in lexicon.heads and form not in lexicon.actors and len(form) <= _LONGEST_NAME:
            read[form]["organization"] += 1
    if phrase.way != "name" or phrase.name is None:
        return
    form = text[slice(*phrase.name)].strip(_QUOTES)
    if len(form) < 2 or form in lexicon.heads:
        return
    if phrase.sense == "person":
        read[form]["person"] += 1
    elif phrase.sense != "place":
        read[form]["organization"] += 1


def _declared(text: str, votes: Mapping[str, Counter[Sense]]) -> Iterator[tuple[str, str]]:
    """Pairs (full, short) that the article declares in brackets right after the full name."""
    longest = max(map(len, votes), default=0)
    for pattern in (_DECLARED, _ACRONYM):
        for found in pattern.finditer(text):
            low = max(0, found.start() - longest)
            before = text[low : found.start()].rstrip(_QUOTES)
            full = next((before[at:] for at in range(len(before) - 1) if before[at:] in votes), None)
            if full is not None and full != found.group(1):
                yield full, found.group(1)
