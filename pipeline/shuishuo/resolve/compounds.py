"""Parties that a content names by a phrase: 乌克兰军队, 18名乘客, 附近居民, F-16战机, “阿斯科尔德”号."""

import re
from collections.abc import Iterator, Sequence

from ..record import Name, Range, Token
from .lexicon import Lexicon
from .parties import Sense

_NOUNS = ("n", "nz", "vn", "ORG", "LOC", "nw", "b", "an", "s", "f", "a", "xc")
DETERMINERS = re.compile(
    r"(?:[逾近约]?[一两二三四五六七八九十百千数几多\d]+余?[名位个家]?|[名位个家]|这些|那些|有些|一些|某些?|各个?|其他|其余|"
    r"另[一两]?|部分|多数|不少|很多|许多|个别|所有|全体|相关|有关)"
)
_LINKED = ("LOC", "ORG", "PER", "n", "nz")  # 的 joins such a word to what follows
_LONGEST = 8  # words before the head noun
_LOOSE = frozenset(
    ("时", "中", "后", "前", "上", "里", "内", "之", "时候", "情况", "问题", "同时")
)  # ends of an adjunct
_PEOPLE = ("anonymous", "title")
_ROLE = re.compile(r"[\u4e00-\u9fff]{2,}(?:者|分子|人员|人士|官员|员工)$")
_QUOTED_SHIP = re.compile(r"“[^“”，。]{2,12}”号(?:[\u4e00-\u9fff]{2}(?:船|舰|艇|轮))?")
_MODEL = re.compile(r"[A-Z][A-Za-z]*[-‑]?\d[A-Za-z0-9]*")


def compounds(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, int, Sense]]:
    """Phrases of a head noun with words before it, and names of models and ships: start, end and kind.

    The longest phrase of each head; none that is a head noun alone. `tokens` are in order.
    """
    for at, token in enumerate(tokens):
        sense, low = _headed(text, tokens, at, lexicon)
        if sense is not None and not _goes_on(text, tokens, at):
            start = _begin(text, tokens, low, product=sense == "product")
            if start < low:
                yield tokens[start].start, token.end, sense
    for found in _QUOTED_SHIP.finditer(text):
        yield found.start(), found.end(), "product"


def models(text: str, names: Sequence[Name]) -> Iterator[Range]:
    """Names of products that are a model number (C919) with the maker's name before it, where that touches it."""
    starts = {name.end: name.start for name in names if name.kind != "time"}
    for found in _MODEL.finditer(text):
        yield starts.get(found.start(), found.start()), found.end()


def _headed(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Sense | None, int]:
    """What the word `at` names as a head noun, with the word in which that noun begins; None where it is none."""
    token = tokens[at]
    if token.tag not in (*_NOUNS, "v", "d", "PER", "p") or token.tag == "a":
        return None, at
    for start in range(max(0, at - 2), at + 1):
        phrase = text[tokens[start].start : token.end]
        if phrase in lexicon.product_heads and len(phrase) > 1:
            return "product", start
        kind = lexicon.heads.get(phrase, "")
        if kind in _PEOPLE and len(phrase) > 1:
            return "anonymous", start
        if kind == "organization" and len(phrase) > 1:
            return "organization", start
        if _ROLE.match(phrase) and tokens[start].tag in ("n", "v", "vn"):
            return "anonymous", start
    return None, at


def _goes_on(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether the phrase does not end with the word `at`: a noun follows, or the name of the person with that title."""
    if at + 1 >= len(tokens) or tokens[at + 1].start != tokens[at].end:
        return False
    following = tokens[at + 1]
    return following.tag in ("n", "nz", "nw", "ORG", "PER") or text[following.start : following.end] == "的"


def _begin(text: str, tokens: Sequence[Token], low: int, *, product: bool) -> int:
    """The first word of the phrase whose head noun begins with word `low`."""
    at = low
    while at > 0 and low - at < _LONGEST and tokens[at - 1].end == tokens[at].start:
        before = tokens[at - 1]
        word = text[before.start : before.end]
        if word == "的" and at > 1 and tokens[at - 2].tag in _LINKED and tokens[at - 2].end == before.start:
            at -= 2
        elif before.tag in _NOUNS or (not product and DETERMINERS.fullmatch(word)):
            at -= 1
        else:
            break
    while at < low and (tokens[at].tag in ("f", "s", "a", "n") and text[tokens[at].start : tokens[at].end] in _LOOSE):
        at += 1
    return at
