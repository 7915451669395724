"""Attributions without a cue: 某某：“……”, and 据某某，……"""

from collections.abc import Iterator
from dataclasses import dataclass

from ...record import Range
from .contents import adjacent
from .lexicon import Lexicon
from .reading import SENTENCE_END, Reading

_ACCORDING = frozenset(("据", "根据", "另据", "按照"))
_LONGEST_SOURCE = 40  # characters
_SPEAKER_TAGS = frozenset(("PER", "ORG"))


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A source and content without a reporting word; `kind` names the form: `colon` or `according`."""

    source: Range
    content: Range
    kind: str
    closed: bool


def colon_frames(reading: Reading) -> Iterator[Frame]:
    """`某某：“……”`: a clause that is no more than a name, then a colon and a quotation."""
    text = reading.text
    for index, item in enumerate(reading.quotations):
        colon = item.start - 1
        if colon < 1 or text[colon] != "：" or not reading.is_speech(index):
            continue
        start = reading.clause_start(colon)
        low, high = reading.trim(start, colon)
        first, last = reading.first_token(low), reading.first_token(high)
        if not 0 < high - low <= _LONGEST_SOURCE or first >= last:
            continue
        tags = [reading.tokens[at].tag for at in range(first, last)]
        if tags[-1] in _SPEAKER_TAGS and not {"v", "p", "d"} & set(tags):
            yield Frame(source=(low, high), content=(item.start, adjacent(reading, index)), kind="colon", closed=True)


def according_frames(reading: Reading, lexicon: Lexicon, *, cues: frozenset[int]) -> Iterator[Frame]:
    """`据某某，……`: a named source and no word of saying before the comma; `cues` are the offsets of all cues."""
    text = reading.text
    for index, word in enumerate(reading.words):
        token = reading.tokens[index]
        if word not in _ACCORDING or reading.clause_start(token.start) != token.start:
            continue
        comma = reading.clause_end(token.end)
        last = reading.first_token(comma)
        if comma >= len(text) or text[comma] != "，" or not 0 < comma - token.end <= _LONGEST_SOURCE:
            continue
        if any(reading.tokens[at].start in cues or reading.tokens[at].tag == "v" for at in range(index + 1, last)):
            continue
        if not any(reading.tokens[at].tag in ("PER", "ORG", "nw", "nz") for at in range(index + 1, last)):
            continue
        low, high = reading.trim(token.end, comma)
        end = reading.clause_end(comma + 1, ends=SENTENCE_END)
        if not lexicon.has("rumour", text[low:high]) and end > comma + 1:
            yield Frame(source=(low, high), content=(comma + 1, end), kind="according", closed=False)
