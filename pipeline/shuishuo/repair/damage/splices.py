"""Finds readings spliced in behind whole characters: 數(shù)據(jù).

A reading in brackets may be the author's own: of a rare character, of a name, or in a text for learners. What tells
damage from a gloss is the article as a whole: damage hits characters that nobody needs explained, Traditional ones,
and each of them every time.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from . import gbk
from .forward import TWINS
from .language_model import LanguageModel
from .readings import SYLLABLE, readings, toned
from .symbols import to_simplified

BEHIND = re.compile(rf"\(({SYLLABLE})\)")
INSIDE = re.compile(rf"[?\ufffd]({SYLLABLE})\)")  # the bracket and half of a character are lost
_WIDE = {twin: mark for mark, twin in TWINS.items()}  # the page has the twin of a mark that stands whole


@dataclass(frozen=True)
class Splice:
    """Characters [start, end) are a reading in brackets behind the character `key`."""

    start: int
    end: int
    key: str
    reading: str


def keys_of(before: str, reading: str) -> tuple[str, ...]:
    """The characters with this reading whose first byte is the last byte of the character `before`."""
    pair = gbk.pairs().get(_WIDE.get(before, before))
    if pair is None:
        return ()
    return tuple(key for key in gbk.by_lead().get(pair[1], ()) if reading in readings(key))


def inside(text: str) -> bool:
    """Whether somewhere in the text a reading stands in the middle of a character, which is damage beyond doubt."""
    return any(
        toned(match[1]) and match.start() and keys_of(text[match.start() - 1], match[1])
        for match in INSIDE.finditer(text)
    )


def find(text: str, model: LanguageModel, *, damaged: bool) -> list[Splice]:
    """The spliced readings of an article; none where they may be glosses. `damaged`: known from elsewhere."""
    found = list(_behind(text))
    glossed = Counter(splice.key for splice in found)
    foreign = {key for key in glossed if to_simplified(key) != key}
    keys = {key for key in foreign if 2 * glossed[key] >= text.count(key)}  # each of them every time, or nearly
    ordinary = {key for key in keys if model.numbers.get(to_simplified(key))}
    telling = [splice for splice in found if splice.key in ordinary]
    enough = len(telling) > 1 or any(splice.reading == readings(splice.key)[0] for splice in telling)
    if not damaged and (not enough or 2 * len(keys) < len(glossed)):
        return []
    return [splice for splice in found if splice.key in keys]


def _behind(text: str) -> Iterator[Splice]:
    for match in BEHIND.finditer(text):
        before, key = text[max(match.start() - 2, 0) : match.start()][:-1], text[match.start() - 1 : match.start()]
        if key.isascii():  # the second half of a character, or a letter that the author wrote: A3AC 46 is ，F, AC46 現
            found = [one for one in keys_of(before, match[1]) if gbk.pairs()[one][1] == ord(key or " ")]
            yield from (Splice(match.start(), match.end(), one, match[1]) for one in found)
        elif match[1] in readings(key):
            yield Splice(match.start(), match.end(), key, match[1])
