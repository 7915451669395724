"""Parties that a content names by a phrase: 乌克兰军队, 中国企业, 18名乘客, F-16战机."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..record import Name, Range, Token
from .lexicon import Lexicon
from .parties import Sense

_NOUN_TAGS = ("n", "nz", "vn", "ORG", "nw", "b", "an", "LOC")
_LONGEST = 4  # words after the name, or after the number
_COUNT = re.compile(r"(?:[逾近约]?[一两二三四五六七八九十百千数几多\d]+余?|这些|那些|有些|一些|另[一两]?|某)[名位个]?")
_PEOPLE = ("anonymous", "title")


def compounds(
    text: str, tokens: Sequence[Token], names: Sequence[Name], lexicon: Lexicon
) -> Iterator[tuple[int, int, Sense, Range]]:
    """Phrases that begin with a name or a number of people: start, end, kind and the range of the name in it."""
    starts = [token.start for token in tokens]
    for name in names:
        if name.kind in ("person", "time"):
            continue
        end, sense = _extended(text, tokens, bisect_left(starts, name.end), name, lexicon)
        if sense is not None:
            yield name.start, end, sense, (name.start, name.end)
    for at, token in enumerate(tokens):
        if token.tag in ("m", "r", "q") and _COUNT.fullmatch(text[token.start : token.end]):
            end, sense = _people(text, tokens, at + 1, lexicon)
            if sense is not None:
                yield token.start, end, sense, (token.start, token.start)


def _extended(text: str, tokens: Sequence[Token], at: int, name: Name, lexicon: Lexicon) -> tuple[int, Sense | None]:
    """Where the phrase that begins with a name ends, and what it names; None where the name stands alone."""
    end, sense, previous = name.end, None, name.end
    for token in tokens[at : at + _LONGEST]:
        if token.start != previous or token.tag not in _NOUN_TAGS:
            break
        previous = token.end
        head, kind = lexicon.head(text[name.end : token.end])
        if name.kind == "product":
            return (token.end, "product") if token.tag in ("n", "nz") and len(head) != 1 else (end, None)
        if kind == "organization" and len(head) > 1:
            end, sense = token.end, "organization"
        elif kind in _PEOPLE and len(head) > 1 and not _person_follows(tokens, at, token.end):
            end, sense = token.end, "anonymous"
    return end, sense  # type: ignore[return-value]


def _people(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Sense | None]:
    """Where the phrase that begins with a number of people ends."""
    if at >= len(tokens):
        return 0, None
    start, end, sense = tokens[at].start, 0, None
    for token in tokens[at : at + _LONGEST + 1]:
        if token.tag == "w":
            break
        head, kind = lexicon.head(text[start : token.end])
        if kind in _PEOPLE and len(head) > 1 and not _person_follows(tokens, at, token.end):
            end, sense = token.end, "anonymous"
            break
    return end, sense  # type: ignore[return-value]


def _person_follows(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a person's name begins at `end`: then a title only introduces it."""
    return any(token.start == end and token.tag == "PER" for token in tokens[at : at + _LONGEST + 2])
