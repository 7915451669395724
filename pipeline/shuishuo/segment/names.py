"""Names in an article: LAC's, those told by their form, and every place where the article's own gazetteer matches."""

import re
from collections.abc import Iterator, Mapping, Sequence

from hanlp_trie import Trie

from ..record import Name, Range
from .candidates import NAME_TAGS, organizations, prepared, works
from .gazetteer import KINDS, learn
from .lexicon import listed
from .tagger import Tagged

_LATIN = re.compile(r"[A-Za-z0-9]")


def names(text: str, tagged: Sequence[Tagged], words: Sequence[Range]) -> tuple[Name, ...]:
    """The names of a text, in order and without overlap: where two compete, the longer one.

    `tagged` are LAC's words, `words` the segmenter's; a gazetteer name is found only where it begins and ends with a
    word of either, so that 苹果 is not found in 苹果园.
    """
    whole = prepared(text, tagged)
    compounds = [*works(text), *organizations(text, whole)]
    gazetteer = learn(text, _replaced(whole, compounds))
    edges = {at for word in (*tagged, *whole) for at in word[:2]} | {at for word in words for at in word}
    found = [
        Name(start=word.start, end=word.end, kind=gazetteer.get(text[word.start : word.end], KINDS[word.tag]))
        for word in (*compounds, *whole)
        if word.tag in NAME_TAGS and text[word.start : word.end] not in listed("not_name")
    ]
    found += [Name(start=word.start, end=word.end, kind="time") for word in whole if word.tag == "TIME"]
    found += _matches(text, gazetteer, edges)
    return _longest(found)


def _replaced(words: Sequence[Tagged], longer: Sequence[Tagged]) -> list[Tagged]:
    """The words with those inside a longer one replaced by it."""
    covered = {at for word in longer for at in range(word.start, word.end)}
    return sorted([*longer, *(word for word in words if word.start not in covered)])


def _matches(text: str, gazetteer: Mapping[str, str], edges: set[int]) -> Iterator[Name]:
    for start, end, kind in Trie(dict(gazetteer)).parse(text):
        if start in edges and end in edges and not _inside_latin(text, start, end):
            yield Name(start=start, end=end, kind=kind)


def _inside_latin(text: str, start: int, end: int) -> bool:
    """Whether a Latin name goes on beyond the match."""
    return any(
        _LATIN.match(text[at - 1 : at]) and _LATIN.match(text[at : at + 1]) for at in (start, end) if 0 < at < len(text)
    )


def _longest(found: Sequence[Name]) -> tuple[Name, ...]:
    """Names without overlap, the longest first; of equal ones, the first given."""
    kept: dict[int, Name] = {}
    taken: set[int] = set()
    for name in sorted(found, key=lambda name: name.start - name.end):
        if taken.isdisjoint(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            kept[name.start] = name
    return tuple(kept[start] for start in sorted(kept))
