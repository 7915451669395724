"""The gazetteer that an article makes for itself: what it introduces as a name in one place is one everywhere.

LAC decides word by word and takes 菜鸟 (a rookie) for a noun; the article says 菜鸟方面, 菜鸟总裁, （以下简称“菜鸟”）.
Nobody writes so of rookies: each such place is a vote for a string being a name of some kind.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from .candidates import LONGEST_NAME
from .lexicon import common, listed
from .tagger import Tagged

KINDS = {"PER": "person", "ORG": "organization", "LOC": "place", "nz": "product", "nw": "product"}
_ORDER = ("organization", "person", "place", "product")  # where votes are even

# What a place is worth: LAC's tag; a following act (X回应) or part (X员工); a title before a person; 方面 and the like;
# Latin letters in brackets after a name; a definition.
TAG, ACT, TITLE, CONTEXT, TRANSLATION, DEFINITION = 2, 1, 2, 3, 5, 12
_PEOPLE = tuple("者人员们生师友民商方家")  # a noun with such an end is a role, not a name
_BEFORE_CLAUSE = frozenset("，。；：！？、“”‘’（）\n")


def learn(text: str, words: Sequence[Tagged]) -> dict[str, str]:
    """Names of a text with their kinds. `words` are LAC's with longer names made whole."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    plain: Counter[str] = Counter()
    proof: Counter[str] = Counter()  # votes that do not come from LAC
    tags: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        tags[text[word.start : word.end]][word.tag] += 1
    for name, counts in tags.items():
        for label, count in counts.items():
            if label in ("PER", "ORG", "LOC"):
                votes[name][KINDS[label]] += TAG * count
            elif label in KINDS:
                votes[name][KINDS[label]] = TAG // 2
            else:
                plain[name] += TAG * count
    for name, kind, weight in (*_contexts(text, words), *_definitions(text, words)):
        votes[name][kind] += weight
        proof[name] += weight
    return {
        name: max(_ORDER, key=lambda kind: (counts[kind], -_ORDER.index(kind)))
        for name, counts in sorted(votes.items())
        if _is_name(name, sum(counts.values()), plain[name], proof[name])
    }


def _is_name(name: str, votes: int, plain: int, proof: int) -> bool:
    if not 2 <= len(name) <= LONGEST_NAME or name in listed("not_name"):
        return False
    if name in common():
        return proof >= DEFINITION
    return proof >= CONTEXT or votes > plain


def _contexts(text: str, words: Sequence[Tagged]) -> Iterator[tuple[str, str, int]]:
    """Votes from what follows a word: X方面, X回应称 at the start of a clause, X总裁某某."""
    people = {word.start for word in words if word.tag == "PER"}
    for word in words:
        name = text[word.start : word.end]
        if word.tag not in ("n", "nz", "ORG", "PER") or name in common() or len(name) < 2:
            continue
        if word.tag == "n" and name.endswith(_PEOPLE):
            continue
        if _after_organization().match(text, word.end) is not None:
            yield name, "organization", CONTEXT if word.tag != "PER" else TAG
        elif _part_of_organization().match(text, word.end) is not None:
            yield name, "organization", ACT
        if word.tag == "PER":
            continue
        if (match := _title().match(text, word.end)) is not None and match.end() in people:
            yield name, "organization", TITLE if word.tag != "n" else ACT
        begins = word.start == 0 or text[word.start - 1] in _BEFORE_CLAUSE
        if begins and _act().match(text, word.end) is not None:
            yield name, "organization", ACT


def _definitions(text: str, words: Sequence[Tagged]) -> Iterator[tuple[str, str, int]]:
    """Votes from brackets after a name: 浙江菜鸟供应链管理有限公司（以下简称“菜鸟”）, 汤姆·鲁宾（Tom Rubin）."""
    by_end = {word.end: word for word in words}
    for match in _definition().finditer(text):
        before = by_end.get(len(text[: match.start()].rstrip(" ")))
        label = before.tag if before is not None else ""
        for name in filter(None, match.group("short", "latin")):
            if label in KINDS:
                yield name, KINDS[label], DEFINITION if match.group("short") else TRANSLATION


@cache
def _after_organization() -> re.Pattern[str]:
    return _any("after_organization")


@cache
def _part_of_organization() -> re.Pattern[str]:
    return _any("part_of_organization")


@cache
def _title() -> re.Pattern[str]:
    return _any("title")


@cache
def _act() -> re.Pattern[str]:
    return _any("act_of_organization")


@cache
def _definition() -> re.Pattern[str]:
    short = _any("before_short_form").pattern
    return re.compile(
        rf"（(?:[^（）\n]{{0,20}}[，、；])?(?:(?:{short})[为：]?[“‘《]?(?P<short>[^“”‘’《》（）\s，。、]{{2,12}})[”’》]?"
        rf"|(?P<latin>[A-Z][A-Za-z0-9 .'’&-]*[A-Za-z0-9]))[），；]"
    )


def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, listed(name)), key=len, reverse=True)))
