"""Paragraphs and sentences of a clean text. A sentence never ends inside a quotation or a pair of brackets."""

import re
from collections.abc import Iterator
from functools import cache

from ..record import Range
from ..resources import lexicon_rows
from .quotes import QUOTATION, Enclosure, enclosures

_END = "。！？!?"
_CLOSING = "”’」』）》〉】"
_GOES_ON = re.compile(r"[，、；：,;:）》〉】…—的地得之是等和与及也]")  # what cannot begin a sentence
_SPEECH_OPENS_AFTER = "：，。！？；…—\n"
_BREAK = re.compile(r"[，；：。！？、\s]")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")


def paragraphs(text: str) -> tuple[Range, ...]:
    """The lines of a text that hold more than white space, without the white space at their edges."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            found.append((start, match.end() - (len(line) - len(line.rstrip()))))
    return tuple(found)


def sentences(text: str, lines: tuple[Range, ...]) -> tuple[Range, ...]:
    """The sentences of a text with the paragraphs `lines`; together they cover each paragraph but for white space."""
    closed = {item.start: item for item in enclosures(text, lines)}
    found: list[Range] = []
    for start, end in lines:
        begin = start
        for stop in _stops(text, start, end, closed):
            while begin < stop and text[begin].isspace():
                begin += 1
            if begin < stop:
                found.append((begin, stop))
            begin = stop
    return tuple(found)


def pieces(text: str, whole: Range, *, longest: int) -> list[Range]:
    """A stretch of a text in pieces of at most `longest` characters, cut after punctuation where there is some."""
    start, end = whole
    found: list[Range] = []
    while end - start > longest:
        breaks = [match.end() for match in _BREAK.finditer(text, start, start + longest)]
        cut = breaks[-1] if breaks else start + longest
        found.append((start, cut))
        start = cut
    return [*found, (start, end)]


def _stops(text: str, start: int, end: int, closed: dict[int, Enclosure]) -> Iterator[int]:
    """Where sentences of the paragraph [start, end) end; the last is the paragraph's end."""
    at = start
    while at < end:
        item = closed.get(at)
        if item is not None:
            at = item.end
            if at < end and item.mark in QUOTATION and _ends_sentence(text, item, start, end):
                yield at
            continue
        at += 1
        if text[at - 1] in _END:
            while at < end and (text[at] in _END or (text[at] in _CLOSING and at not in closed)):
                at += 1
            if at < end:
                yield at
    yield end


def _ends_sentence(text: str, item: Enclosure, start: int, end: int) -> bool:
    """Whether the sentence ends with the quotation: it closes on 。！？ and what follows begins anew."""
    last = text[item.start : item.end].rstrip(_CLOSING)[-1:]
    if last not in _END or _GOES_ON.match(text, item.end) or text[item.end] in _END:
        return False
    if last != "。" and item.start > start and text[item.start - 1] not in _SPEECH_OPENS_AFTER:
        return False  # a question that is named, not asked: 面对“怎么办？”他有答案
    return not _postposed_cue().match(text, item.end, end)


@cache
def _postposed_cue() -> re.Pattern[str]:
    """A subject and a cue that close the sentence or go on in the speaker's words: “……。”他说。 “……。”他说，“……”"""
    listed = [re.escape(row["cue"]) for row in lexicon_rows("cues_after_quotation.tsv")]
    cues = "|".join(sorted(listed, key=len, reverse=True))
    return re.compile(rf"[^，。！？：；“”]{{0,30}}?(?:{cues})(?:。|！|$|[，：]?[“‘])")
