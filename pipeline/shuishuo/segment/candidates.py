"""Names told by their form: Latin words, foreign names with a dot, works in 《》, organisations by their head noun."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from .lexicon import common, listed
from .tagger import Tagged

NAME_TAGS = frozenset(("PER", "ORG", "LOC", "nz", "nw"))
LONGEST_NAME = 60  # characters; a run of letters without end is no name, and would make matching slow
LONGEST_WORK = 40  # characters between 《 and 》; more is a mark gone astray
LONGEST_CHAIN = 6  # words of an organisation's full name as LAC cuts it
_NOUNS = frozenset(("n", "vn", "an", "nz", "nw", "LOC", "ORG"))
_SPELT = frozenset(("n", "v", "a", "nz", "xc", "PER", "LOC"))  # not the tags of 在, 对, 和
_AUTHORITY = ("党", "署", "局", "厅", "委")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[&.'’+\- ][A-Za-z0-9]+)*\+?")
_LATIN_NAME = re.compile(r"[a-z]?[A-Z]\S*(?: (?:(?:of|and|for|the|de|von|van) )*[A-Z0-9&]\S*){0,5}")
_DOT = re.compile(r"[·•‧・]")
_WORK = re.compile(rf"《([^《》\n]{{1,{LONGEST_WORK}}})》")


def prepared(text: str, tagged: Sequence[Tagged]) -> list[Tagged]:
    """LAC's words with Latin words and dotted names made whole; such a name is PER if LAC saw one in it, else nz."""
    spans = [(match.start(), match.end(), False) for match in _LATIN.finditer(text)]
    spans += [(start, end, True) for start, end in _dotted(text, tagged)]
    words = list(tagged)
    for start, end, dotted in sorted(spans):
        low = bisect_right(words, start, key=lambda word: word.end)
        high = bisect_left(words, end, key=lambda word: word.start)
        inside = words[low:high]
        if not inside or inside[0].start < start or inside[-1].end > end:
            continue  # part of a longer word of LAC's, which is the better name
        tags = {word.tag for word in inside} & {"PER", "ORG", "LOC"}
        name = text[start:end]
        if dotted:
            label = "PER"
        elif not 2 <= len(name) <= LONGEST_NAME or name in listed("not_name") or not _LATIN_NAME.fullmatch(name):
            label = "n"
        elif len(tags) == 1:
            label = tags.pop()
        else:  # C919 and iPhone are things, Meta and FBI act
            label = "nz" if re.search("[0-9]", name) or name[0].islower() else "ORG"
        words[low:high] = [Tagged(start, end, label)]
    return words


def _dotted(text: str, tagged: Sequence[Tagged]) -> Iterator[tuple[int, int]]:
    """汤姆·鲁宾: from the word before the first dot to the word after the last."""
    starts = {word.start: word for word in tagged}
    ends = {word.end: word for word in tagged}
    begin = stop = -1
    for match in _DOT.finditer(text):
        before, after = ends.get(match.start()), starts.get(match.end())
        if before is None or after is None or not (_spells(text, before) and _spells(text, after)):
            continue
        if match.start() != stop:
            if stop > begin:
                yield begin, stop
            begin = before.start
        stop = _stretched(text, after.end, starts)
    if stop > begin:
        yield begin, stop


def _spells(text: str, word: Tagged) -> bool:
    """Whether a word can be part of a foreign name: a person to LAC, Latin letters, or characters that spell sounds."""
    part = text[word.start : word.end]
    return word.tag == "PER" or (part.isascii() and part.isalpha()) or _sounds().issuperset(part)


def _stretched(text: str, end: int, starts: Mapping[int, Tagged]) -> int:
    """The end of a foreign name that LAC cut short: single characters that spell sounds belong to it."""
    while (word := starts.get(end)) is not None and word.tag in _SPELT and text[end : word.end] in _sounds():
        end = word.end
    return end


@cache
def _sounds() -> frozenset[str]:
    return listed("transliteration")


def works(text: str) -> Iterator[Tagged]:
    """What stands in 《》, marks included: an ORG if it is a medium, else nw."""
    for match in _WORK.finditer(text):
        title = match.group(1)
        medium = _ends(title, listed("media_ending")) and len(title) <= 10
        medium = medium or text.startswith(tuple(listed("after_media")), match.end())
        yield Tagged(match.start(), match.end(), "ORG" if medium else "nw")


def organizations(text: str, words: Sequence[Tagged]) -> Iterator[Tagged]:
    """Names that end with the head noun of an organisation, as ORG; longer and shorter ones may overlap.

    杭州市西湖区人民法院: a place or name, nouns, and the head. A head that also makes classes of things (公司, 银行)
    needs a name before it: 日本公司 is none, 丰田公司 is. 红星新闻记者: a medium by what follows. 立法会: by itself.
    """
    for index, word in enumerate(words):
        name = text[word.start : word.end]
        if name in listed("institution") or _named_by_ending(word, name):
            yield Tagged(word.start, word.end, "ORG")
        if name == "新闻" and index and text.startswith(tuple(listed("after_news")), word.end):
            before = words[index - 1]
            if before.end == word.start and 2 <= before.end - before.start <= 3 and before.tag != "w":
                yield Tagged(before.start, word.end, "ORG")
        if word.tag in ("LOC", "ORG", "nz") and len(name) > 1 and (end := _chain(text, words, index)):
            yield Tagged(word.start, end, "ORG")


def _named_by_ending(word: Tagged, name: str) -> bool:
    """易车网, 哈马斯通讯社: LAC saw a name, its ending says of what. 自由党: an ending that makes a noun a name."""
    if word.tag == "n":
        return len(name) > 2 and name.endswith(_AUTHORITY) and name not in common() | listed("official_head")
    return word.tag in ("PER", "LOC", "nz") and any(
        len(name) > len(ending) + 1 and name.endswith(ending) for ending in listed("organization_ending")
    )


def _chain(text: str, words: Sequence[Tagged], index: int) -> int:
    """Where the last head noun of the chain of nouns from words[index] ends; 0 without one."""
    end, proper, previous = 0, words[index].tag != "LOC", words[index].end
    for word in words[index + 1 : index + LONGEST_CHAIN]:
        noun = text[word.start : word.end]
        if word.start != previous or (word.tag not in _NOUNS and noun != "驻") or noun in _breaks():
            break
        previous = word.end
        proper = proper or word.tag in ("ORG", "nz")
        if _ends(noun, listed("official_head")) or (proper and noun in listed("generic_head")):
            end = word.end
    return end


@cache
def _breaks() -> frozenset[str]:
    return (listed("after_organization") | listed("part_of_organization")) - listed("generic_head")


def _ends(word: str, endings: frozenset[str]) -> bool:
    return any(word[start:] in endings for start in range(len(word)))
