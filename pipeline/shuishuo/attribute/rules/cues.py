"""Cue candidates: where a reporting word stands, and what follows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .lexicon import CueEntry, Lexicon
from .reading import CLAUSE_END, SENTENCE_END, Reading

Follow = Literal["colon", "comma", "quotation", "clause", "phrase", "stop", "de"]

_LONGEST = 4  # tokens of one cue
_ASPECT = frozenset("了过着")
_NOMINAL_TAGS = frozenset(("PER", "ORG", "LOC", "nz", "n", "nw", "r", "m"))
_ADDRESSEE = 9  # tokens from a cue to the mark after whom it speaks to: 告诉《某某报》记者，
_IS = frozenset(("是", "为", "则是", "就是", "是：", "在于"))
_NOUN_AFTER = frozenset(("的", "这一", "该", "这种", "此", "这", "这个", "一", "一个", "有关", "相关", "上述"))
_VERBAL = frozenset(("v", "a", "vd", "d", "ad", "p"))


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A candidate: clean [start, end), its tokens [first, last), what follows, and where content after it begins."""

    start: int
    end: int
    first: int
    last: int
    entry: CueEntry
    word: str
    noun: bool
    follow: Follow
    content: int


def cues(reading: Reading, lexicon: Lexicon) -> Iterator[Cue]:
    """All candidates of an article from left to right, without overlap."""
    index = 0
    while index < len(reading.tokens):
        match = _match(reading, lexicon, index)
        if match is None:
            index += 1
            continue
        start, last, entry = match
        cue = _describe(reading, start, index, last, entry)
        if cue is not None:
            yield cue
        index = last


def _match(reading: Reading, lexicon: Lexicon, index: int) -> tuple[int, int, CueEntry] | None:
    """The longest cue that begins in token `index`: its start, the token after it, its entry."""
    words, tokens = reading.words, reading.tokens
    if words[index][0] not in lexicon.first_characters and words[index][-1] not in lexicon.last_characters:
        return None
    best: tuple[int, int, CueEntry] | None = None
    word = ""
    for last in range(index + 1, min(index + 1 + _LONGEST, len(words) + 1)):
        if last - 1 > index and tokens[last - 1].start != tokens[last - 2].end:
            break
        word += words[last - 1]
        if lexicon.has("not_cue", word):
            best = None
            continue
        entry = lexicon.cues.get(word)
        if entry is not None and last == index + 2 and _is_subject(reading, lexicon, index, words[index]):
            break
        if entry is None and last == index + 1:
            entry = _compound(reading, lexicon, index)
        if entry is not None:
            best = (tokens[index].start, last, entry)
        elif best is not None and best[1] == last - 1 and lexicon.has("tail", words[last - 1]):
            if _is_subject(reading, lexicon, index, words[index]):
                break  # 声明 + 称: the noun is the subject
            best = (tokens[index].start, last, best[2])  # 回应 + 称
    return best if best is not None else _merged(reading, lexicon, index)


def _is_subject(reading: Reading, lexicon: Lexicon, index: int, word: str) -> bool:
    """Whether the noun `word`, with which token `index` begins, is the subject of a verb of saying after it."""
    if lexicon.has("noun_before_tail", word):
        return True
    start = reading.tokens[index].start
    return lexicon.has("noun_before_tail_first", word) and reading.clause_start(start) == start


def _merged(reading: Reading, lexicon: Lexicon, index: int) -> tuple[int, int, CueEntry] | None:
    """The cue at the end of a token that the tagger took for one word: 王某某说, 她说, 声明称."""
    word, token = reading.words[index], reading.tokens[index]
    if len(word) < 2 or word in lexicon.lists["not_cue"]:
        return None
    marked = reading.text[token.end : token.end + 1] in ("，", "：", "“")
    for tail in lexicon.tails:
        stem = word[: -len(tail)]
        if word.endswith(tail) and stem:
            known = lexicon.has("glued", stem) or _is_subject(reading, lexicon, index, stem)
            if known or (marked and token.tag in _NOMINAL_TAGS):
                return token.end - len(tail), index + 1, lexicon.cues[tail]
    entry = lexicon.cues.get(word[-2:])
    if marked and token.tag == "PER" and len(word) > 2 and entry is not None and entry.kind == "speech":
        return token.end - 2, index + 1, entry
    return None


def _compound(reading: Reading, lexicon: Lexicon, index: int) -> CueEntry | None:
    """An entry for a verb that ends as verbs of saying do: 笑称, 补充道."""
    word, tag = reading.words[index], reading.tokens[index].tag
    if tag not in ("v", "vn", "vd", "d", "n"):
        return None
    for tail in lexicon.tails:
        stem = word[: -len(tail)]
        if not word.endswith(tail) or not stem or lexicon.has("glued", stem):
            continue
        if _is_subject(reading, lexicon, index, stem):
            return None
        if tag == "v" or stem in lexicon.cues:
            return CueEntry(word=word, kind="speech", noun=False)
    return None


def _describe(reading: Reading, start: int, first: int, last: int, entry: CueEntry) -> Cue | None:
    tokens, words, text = reading.tokens, reading.words, reading.text
    end = tokens[last - 1].end
    before = words[first - 1] if first and tokens[first - 1].end == start else ""
    nominal = entry.kind == "noun" or (entry.noun and (before in _NOUN_AFTER or tokens[first].tag in ("n", "vn", "an")))
    nominal = nominal and last == first + 1
    if nominal:
        following = words[last] if last < len(words) and tokens[last].start == end else ""
        if following in _IS:
            end, last = tokens[last].end, last + 1
        elif not text.startswith(("：“", "是：", "：‘"), end):
            if entry.kind == "noun":
                return None
            nominal = False
    if before in _NOUN_AFTER and not nominal:
        return None
    follow, content = _follow(reading, last, end)
    word = text[start : tokens[last - 1].end]
    return Cue(
        start=start,
        end=end,
        first=first,
        last=last,
        entry=entry,
        word=word,
        noun=nominal,
        follow=follow,
        content=content,
    )


def _follow(reading: Reading, last: int, end: int) -> tuple[Follow, int]:
    """What comes after a cue, and where content after it would begin."""
    tokens, words, text = reading.tokens, reading.words, reading.text
    high = min(reading.frame(end - 1)[1], end + 400)
    while last < len(tokens) and words[last] in _ASPECT and tokens[last].start == end:
        end, last = tokens[last].end, last + 1
    at = _skip_space(text, end, high)
    if at >= high:
        return "stop", at
    if text[at] == "的":
        return "de", at
    mark = _mark(reading, at)
    if mark is not None:
        return mark, _skip_marks(text, at, high)
    # Whom it speaks to: 告诉记者，…  回应某报：“…”
    verbs = 0
    for index in range(last, min(last + _ADDRESSEE, len(tokens))):
        if tokens[index].start >= high:
            break
        mark = _mark(reading, tokens[index].start)
        if mark is not None:
            if mark in ("colon", "comma", "quotation") and verbs == 0 and index > last:
                return mark, _skip_marks(text, tokens[index].start, high)
            break
        verbs += tokens[index].tag in _VERBAL
    close = reading.clause_end(at)
    inner = range(reading.first_token(at), reading.first_token(close))
    return ("clause" if any(tokens[i].tag in _VERBAL for i in inner) else "phrase"), at


def _mark(reading: Reading, at: int) -> Follow | None:
    """What sort of follow-up the character at `at` begins, if it is a mark."""
    text = reading.text
    if text[at] in "：:":
        return "colon"
    if text[at] in "，,":
        return "comma"
    if at in reading.opening:
        return "quotation"
    if text[at] in SENTENCE_END or text[at] in CLAUSE_END or text[at] in "”’\n、":
        return "stop"
    return None


def _skip_space(text: str, at: int, high: int) -> int:
    while at < high and text[at] in " \u3000\t\r\n":
        at += 1
    return at


def _skip_marks(text: str, at: int, high: int) -> int:
    """The first character from `at` on that belongs to the content or opens its quotation."""
    while at < high and text[at] in " \u3000\t\r\n，,：:":
        at += 1
    return at
