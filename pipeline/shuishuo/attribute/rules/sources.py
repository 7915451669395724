"""Who said it: the noun phrase that is the subject of a cue."""

from dataclasses import dataclass

from ...record import Range
from .cues import Cue
from .lexicon import Lexicon
from .reading import SENTENCE_END, Reading

_NOMINAL = frozenset(("n", "PER", "ORG", "LOC", "nz", "nw", "vn", "an", "r", "q", "s", "nr", "ns", "nt", "m"))
_PREDICATE = frozenset(("v", "vd", "a", "ad"))
_LOOSE = frozenset(("d", "ad", "c", "TIME", "f", "u", "xc", "vd"))
_CLOSING = frozenset("》）”’)】」』")
_WORDS = 60  # tokens before a cue, or of a clause, that are looked at
_LONGEST = 60  # characters of one source
_CLAUSES_BACK = 6  # clauses of one sentence that are searched for a shared subject


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source's clean [start, end). shared: it stands in an earlier clause than the cue's."""

    start: int
    end: int
    shared: bool


def find_source(reading: Reading, lexicon: Lexicon, cue: Cue) -> Source | None:
    """The subject of a cue: in its own clause, else in an earlier clause of the sentence; None where it is left out."""
    finder = _Finder(reading=reading, lexicon=lexicon)
    begin = reading.clause_start(cue.start)
    found = finder.subject(reading.first_token(begin), cue)
    if found is not None:
        return Source(start=found[0], end=found[1], shared=False)
    if finder.blocked:
        return None
    sentence = reading.clause_start(cue.start, ends=SENTENCE_END)
    for back in range(_CLAUSES_BACK):
        if begin <= sentence:
            return None
        stop = begin - 1
        while stop > sentence and reading.text[stop - 1] in "，；： ”“":
            stop -= 1
        begin = reading.clause_start(stop)
        if begin >= stop:
            return None
        found = finder.leading(reading.first_token(begin), reading.first_token(stop), whole=back == 0)
        if found is not None:
            return Source(start=found[0], end=found[1], shared=True)
    return None


class _Finder:
    """Cuts the words before a cue down to its subject. `blocked`: they cannot have one (这表明…)."""

    def __init__(self, *, reading: Reading, lexicon: Lexicon) -> None:
        self.words = reading.words
        self.tokens = reading.tokens
        self.reading = reading
        self.lexicon = lexicon
        self.blocked = False

    def subject(self, first: int, cue: Cue) -> Range | None:
        """The subject among the tokens from `first` on that stand directly before a cue."""
        last = cue.first
        first = max(first, last - _WORDS)
        stem = self.reading.text[self.tokens[last].start : cue.start]
        if stem and not self.lexicon.has("adverb", stem) and not self.lexicon.has("conjunction", stem):
            begin = self._strip_left(first, last + 1) if first < last else last
            return self.reading.trim(self.tokens[begin].start, cue.start)  # the tagger took 王某某说 for one word
        if cue.noun:
            last = self._drop_attributive(first, last)
        if self.lexicon.has("learn", cue.word):
            return self._informant(first, last)
        if last - first == 1 and self._noun_cue(first):
            return self.tokens[first].start, self.tokens[first].end
        first = self._after_outer_cue(first, last)
        first = self._after_passive(first, last)
        first = self._strip_left(first, last)
        last = self._strip_right(first, last, text=cue.entry.kind == "text")
        first = self._strip_left(first, last)
        return self._checked(first, last)

    def leading(self, first: int, last: int, *, whole: bool) -> Range | None:
        """The subject of a clause [first, last) with a predicate; `whole`: it may also be one noun phrase."""
        last = min(last, first + _WORDS)
        first = self._after_outer_cue(first, last)
        first = self._strip_left(first, last)
        for at in range(first + 1, last):
            if self._nominal(at - 1) and self._breaks(at) and not self._relative(at, last):
                return self._checked(first, at)
        return self._checked(first, last) if whole and first < last and self._nominal(last - 1) else None

    def _informant(self, first: int, last: int) -> Range | None:
        """From whom the reporter has it: 记者从某某处获悉."""
        for at in range(last - 1, first - 1, -1):
            if self.words[at] in ("从", "自"):
                while last > at + 1 and self.words[last - 1] in ("处", "那里", "口中"):
                    last -= 1
                return self._checked(at + 1, last)
        self.blocked = True
        return None

    def _noun_cue(self, at: int) -> bool:
        word = self.words[at]
        return self.lexicon.has("noun_before_tail", word) or self.lexicon.has("noun_before_tail_first", word)

    def _after_passive(self, first: int, last: int) -> int:
        """The token after 被, whose object is the one who says."""
        for at in range(last - 2, first - 1, -1):
            if self.lexicon.has("passive", self.words[at]) and self.tokens[at].tag in ("p", "v"):
                return first if self._relative(at, last) else at + 1
        return first

    def _after_outer_cue(self, first: int, last: int) -> int:
        """The token after the last cue among [first, last) that has the rest as its content: 他说某某认为."""
        for at in range(last - 2, first - 1, -1):
            entry = self.lexicon.cues.get(self.words[at])
            outer = entry is not None and entry.kind in ("speech", "view") and self.tokens[at].tag == "v"
            if outer and not self._relative(at, last) and self.words[at] not in self.lexicon.lists["act_before_cue"]:
                return at + 1
        return first

    def _nominal(self, at: int) -> bool:
        token, word = self.tokens[at], self.words[at]
        if self.lexicon.has("compound_head", word):
            return True
        return token.tag in _NOMINAL or word in _CLOSING or (token.tag in ("xc", "x", "a") and word not in "了吗呢的")

    def _breaks(self, at: int) -> bool:
        """Whether a predicate or an adverbial begins at token `at`."""
        tag, word = self.tokens[at].tag, self.words[at]
        if tag == "v" and at + 1 < len(self.words) and self._compound(at):
            return False
        return (
            tag in ("v", "d", "ad", "p", "TIME", "vd")
            or self.lexicon.has("address_preposition", word)
            or self.lexicon.has("adverb", word)
        )

    def _compound(self, at: int) -> bool:
        """Whether a verb is part of a compound noun: 调查 人员."""
        return (
            self.lexicon.has("compound_head", self.words[at + 1]) and self.tokens[at].end == self.tokens[at + 1].start
        )

    def _relative(self, at: int, last: int) -> bool:
        """Whether the predicate at `at` belongs to a relative clause: a 的 with a noun follows."""
        return any(self.words[i] == "的" and i + 1 < last and self._nominal(i + 1) for i in range(at, last))

    def _strip_right(self, first: int, last: int, *, text: bool) -> int:
        """Take adverbs, times, places, addressees and acts off the right end until the subject's head stands there."""
        while last > first:
            word, tag = self.words[last - 1], self.tokens[last - 1].tag
            bracket = self._time_bracket(first, last)
            if bracket is not None:
                last = bracket
                continue
            if word == "时间" and last - 2 >= first and self.words[last - 2] == "当地":
                last -= 2
                continue
            loose = tag in _LOOSE and not self.lexicon.has("localizer", word)
            if loose or self.lexicon.has("adverb", word) or (tag == "w" and word not in _CLOSING):
                last -= 1
                continue
            cut = self._adverbial(first, last, text=text)
            if cut is None:
                return last
            last = cut
        return last

    def _time_bracket(self, first: int, last: int) -> int | None:
        """Where a bracket that holds a date begins, if [first, last) ends with one: 今（10日）."""
        if self.words[last - 1] != "）":
            return None
        for at in range(last - 2, max(first, last - 6), -1):
            if self.words[at] == "（":
                return at if self.words[last - 2][-1] in "日号年月" else None
        return None

    def _adverbial(self, first: int, last: int, *, text: bool) -> int | None:
        """Where the prepositional or verbal phrase begins that ends at `last`; None where there is none."""
        word, tag = self.words[last - 1], self.tokens[last - 1].tag
        if self.lexicon.has("localizer", word) or tag in ("f", "s"):
            for at in range(first, last):
                if self.lexicon.has("place_preposition", self.words[at]) and (
                    at == first or self._ends_subject(first, at)
                ):
                    return at
            for at in range(first, last):
                opens = self.tokens[at].tag in ("v", "p") and (at == first or self._ends_subject(first, at))
                if opens and not self._relative(at, last) and not self._is_existential(first, at):
                    return at
            if tag == "f" and last - 1 > first and word not in ("方面", "内部"):
                return last - 1
        for at in range(last - 1, first - 1, -1):
            topic = at == first and self.lexicon.has("topic_preposition", self.words[at])
            preposition = self.lexicon.has("address_preposition", self.words[at])
            if preposition and not topic and self.tokens[at].tag in ("p", "c", "v", "d"):
                return at
        for at in range(first + 1, last):
            opens = self.lexicon.has("act_before_cue", self.words[at]) and not text
            place = self.lexicon.has("place_preposition", self.words[at]) and not self._is_person(last - 1)
            opens = (opens or place) and self._ends_subject(first, at)
            if opens and not self._relative(at, last) and not self._is_existential(first, at):
                return at
        if self.tokens[last - 1].tag in ("v", "a", "p", "d") and not self._nominal(last - 1):
            return last - 1 if last - 1 > first else first
        return None

    def _compound_before(self, at: int, last: int) -> bool:
        return at + 1 < last and self._compound(at)

    def _is_person(self, at: int) -> bool:
        return self.lexicon.has("compound_head", self.words[at]) and self.words[at] not in ("声明", "报告", "文件")

    def _is_existential(self, first: int, at: int) -> bool:
        return self.lexicon.has("existential", self.words[first]) and at == first + 1

    def _ends_subject(self, first: int, at: int) -> bool:
        """Whether what stands before token `at`, adverbs and times left off, ends with a noun."""
        at -= 1
        while at >= first and self.tokens[at].tag in ("d", "ad", "TIME", "c", "vd"):
            at -= 1
        return at >= first and self._nominal(at)

    def _strip_left(self, first: int, last: int) -> int:
        """Take conjunctions, adverbs, times and leading prepositional phrases off the left end."""
        while first < last:
            word, tag = self.words[first], self.tokens[first].tag
            if word in "《（“‘【(":
                return first
            empty = tag in ("c", "d", "xc", "u", "w", "vd", "ad") or self.lexicon.has("conjunction", word)
            time = tag == "TIME" and first + 1 < last
            topic = self.lexicon.has("topic_preposition", word) and self._after_phrase(first, last) == first + 1
            if empty or time or topic:
                first += 1
            elif self.lexicon.has("place_preposition", word) or self.lexicon.has("address_preposition", word):
                first = self._after_phrase(first, last)
            elif self.lexicon.has("agent_preposition", word):
                first += 1
            else:
                return first
        return first

    def _after_phrase(self, first: int, last: int) -> int:
        """The token after the prepositional phrase that begins at `first`."""
        for at in range(first + 1, last):
            if self.lexicon.has("localizer", self.words[at]) and at + 1 < last:
                return at + 1
        return first + 1

    def _drop_attributive(self, first: int, last: int) -> int:
        """Take 的, 给出的, 对此的 off before a noun cue."""
        while last > first and (
            self.words[last - 1] in ("的", "给出", "最新", "这一", "就此", "对此") or self.tokens[last - 1].tag == "a"
        ):
            last -= 1
        return last

    def _checked(self, first: int, last: int) -> Range | None:
        if first >= last:
            return None
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        if self.lexicon.has("existential", self.words[first]):
            start = self.tokens[first].end - 1
        words = self.words[first:last]
        if self.lexicon.has("deictic", "".join(words)):
            self.blocked = True
            return None
        if self.reading.inside(start) != self.reading.inside(end - 1) and not any(w in "“”‘’" for w in words):
            return None
        if self.lexicon.has("localizer", words[-1]):
            return None
        if end - start > _LONGEST or not any(self._nominal(i) for i in range(first, last)):
            return None
        if (
            self.tokens[first].tag == "v"
            and words[0][-1] != "有"
            and "的" not in words
            and not self._compound_before(first, last)
        ):
            return None
        if end - start > 1 and self.lexicon.has("glued_after", self.reading.text[end - 1]):
            end -= 1
        if end - start > 1 and self.reading.text[start] == "惟":
            start += 1
        start, end = self.reading.trim(start, end)
        return (start, end) if start < end else None
