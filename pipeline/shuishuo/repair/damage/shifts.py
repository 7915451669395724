"""Finds the text behind shifted bytes: a beam search over what the bytes on the page may have been.

The page shows pairs of bytes. Where a splice fell inside a character, the decoder lost a byte (it shows `?`) and paired
the rest wrongly, `C9CC BCD2 [8E` `(` `gu` A8A9 `)` A7|81 EDD6 D8B4 F393 70`: 商家?guī)碇卮髶p for 商家帶來重大損. So
the search reads the bytes back one character of the page at a time. A hypothesis has read all characters before a
place; it is aligned there (pairs on the page are the author's) or one byte is left over, the lead of the author's next
character: one known byte, or one of several where it was lost. At each place it may

- take the next character as it stands (aligned), or pair the left-over byte with its first byte;
- take `?` for a lost byte, and what it swallowed for the bracket of a reading, the twin of a mark, or a character of
  the author's below 0x40;
- suppose that a pair of bytes vanished here, because GBK has no such character.

Whatever comes out is scored by the language model, as is leaving the page as it stands; a shifted region ends where
all that is left of the beam is aligned and agrees. Each place is read once, so the work grows with the text's length.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import inf

import numpy as np

from . import gbk, quotation
from .article import ArticleModel
from .candidates import Candidates, Choices
from .forward import TWINS
from .hypothesis import Hypothesis, Path, Piece, State, best, by_score
from .language_model import EDGE, STEPS, LanguageModel
from .readings import readings
from .splices import BEHIND, INSIDE, keys_of

VANISHING = 12  # so many hypotheses may suppose a vanished pair at a place,
VANISHED_ONCE = 64  # so many of which may suppose a second one,
VANISHED = 24  # each with so many characters before it
BEFORE_LOST = 6  # or so many in all where the next byte is lost
SWALLOWING = 8  # so many characters before what may have been swallowed
CHOICES = 24  # so many characters, the likeliest by `Candidates`, are tried where one byte of a character is lost
LOST = "?\ufffd"
MARKS = {twin: gbk.pairs()[mark] for mark, twin in TWINS.items()}
ANY_LEAD = bytes(gbk.LEADS)
SWALLOWED = "0 .%-/\"'+"  # what of the author's own a lost byte may swallow
YEAR = re.compile("([089])[0-9]{2}年")  # three digits of a year in the news: 2018, 1998, 1895
LATTER_DIGITS = re.compile("0[0-9]")  # of a number; none begins with them
DIGIT, UNREADABLE = "0", "?"  # which digit it was elsewhere, nobody can know

# Costs in nats, beside those of the words; a vanished pair costs nothing, the words before and behind it decide.
SHIFT_COST = 3.0
SWALLOW_COST = 5.0
MARK_COST = 4.0  # a mark that has no twin on the page: its turn came when other marks had not shifted it yet
READING_COST = 25.0  # a reading in the middle of a character is not what an author writes


@dataclass(frozen=True, eq=False)
class Search:
    """The search in one text. `skipped`: where readings stand behind whole characters, their start → end."""

    text: str
    skipped: Mapping[int, int]
    model: ArticleModel
    candidates: Candidates
    shift_cost: float
    _ends: Mapping[int, int]

    def region(self, start: int, first: Hypothesis) -> tuple[int, Hypothesis]:
        """Read from the `?` at `start`, aligned there: where the region ends, and the hypothesis that prevails."""
        beams: dict[int, dict[State, Hypothesis]] = {start: {first.state: first}}
        while True:
            at = min(beams)
            beam = beams.pop(at)
            if not beams and len(beam) == 1 and at > start:
                (last,) = beam.values()
                if not last.leads:
                    return at, last
            if at >= len(self.text):
                ended = [self._emit(found, at, at, "\n") for found in beam.values() if not found.leads]
                return at, max(ended, key=by_score)
            for hypothesis in self._with_vanished(at, best(beam.values())):
                for end, following in self._steps(at, hypothesis):
                    place = beams.setdefault(end, {})
                    rival = place.get(following.state)
                    if rival is None or rival.score < following.score:
                        place[following.state] = following

    def _steps(self, at: int, now: Hypothesis) -> Iterator[tuple[int, Hypothesis]]:
        """Everything that one more character of the page, or one more splice, may be."""
        if at in self.skipped:
            yield self.skipped[at], now
            return
        behind = BEHIND.match(self.text, at)
        if behind and not now.leads and now.path and behind[1] in readings(now.path.piece.after[-1:]):
            yield behind.end(), now._replace(path=Path(Piece(at, behind.end(), ""), now.path))
        if now.leads:
            yield from self._shifted(at, now)
        else:
            yield from self._aligned(at, now)

    def _aligned(self, at: int, now: Hypothesis) -> Iterator[tuple[int, Hypothesis]]:
        shown = self.text[at]
        inside = INSIDE.match(self.text, at) if shown in LOST else None
        keys = keys_of(self._before(at), inside[1]) if inside else ()
        cost = READING_COST if keys else 0.0
        yield at + 1, self._emit(now, at, at + 1, shown, cost=cost)
        if shown in LOST:
            yield from self._entered(at, now, keys)

    def _entered(self, at: int, now: Hypothesis, keys: Sequence[str]) -> Iterator[tuple[int, Hypothesis]]:
        """A shifted region begins with the `?` at `at`, which may be the second byte of one of `keys`."""
        inside = INSIDE.match(self.text, at)
        left = bytes({gbk.pairs()[key][1] for key in keys} & set(gbk.LEADS))
        if inside and left:
            path = Path(Piece(at, inside.end(), ""), now.path)
            yield inside.end(), now._replace(score=now.score - self.shift_cost, leads=left, path=path)
        for end, mark in self._marks(at):
            lead, trail = MARKS[mark]
            if trail in gbk.LEADS:
                for character in self.candidates.paired(ANY_LEAD, lead).characters:
                    yield end, self._emit(now, at, end, character, bytes((trail,)), cost=self.shift_cost)

    def _before(self, at: int) -> str:
        """The character of the page before `at`, and before a reading that was spliced in there."""
        at = self._ends.get(at, at)
        return self.text[at - 1 : at]

    def _marks(self, at: int) -> Iterator[tuple[int, str]]:
        """The marks whose twin may have been swallowed at `at`, and where they end. Of `??` one `?` may be left."""
        following = self.text[at + 1 : at + 2]
        if following in MARKS:
            yield at + 2, following
        if self.text[at] == "?":
            yield at + 1, "?"

    def _shifted(self, at: int, now: Hypothesis) -> Iterator[tuple[int, Hypothesis]]:
        shown = self.text[at]
        if shown in LOST:
            yield from self._lost(at, now)
        first, second = _bytes(shown)
        left = bytes((second,)) if second in gbk.LEADS else b""
        own = chr(second) if 0 < second < gbk.EURO else ""  # the author's own letter, in a pair with what was left over
        for character in self._likely(self.candidates.paired(now.leads, first), now):
            yield at + 1, self._emit(now, at, at + 1, character + own, left)

    def _lost(self, at: int, now: Hypothesis) -> Iterator[tuple[int, Hypothesis]]:
        """`?` is the second byte of a character, together with something that it swallowed."""
        inside = INSIDE.match(self.text, at)
        if inside:
            for key in (key for lead in now.leads for key in gbk.by_lead().get(lead, ())):
                if inside[1] in readings(key):
                    yield inside.end(), self._emit(now, at, inside.end(), key)
            return
        opened = self._likely(self.candidates.opened(now.leads), now)
        if self.text.startswith("/p>", at + 1) and self.text[at + 4 : at + 5] in ("", "\n"):
            for character in opened:
                yield at + 4, self._emit(now, at, at + 4, character)
            return
        read = [self._emit(now, at, at + 1, character) for character in opened]
        if self.text[at + 1 : at + 2] in MARKS:
            yield from ((at + 1, hypothesis) for hypothesis in read)
        tail = LATTER_DIGITS.match(self.text, at + 1)
        written = sorted(zip(map(by_score, read), opened, strict=True), reverse=True)[:SWALLOWING]
        for _, character in written:
            for own in DIGIT if tail else SWALLOWED:
                shown = character + (self._digit(at + 1) if own == DIGIT else own)
                cost = 0.0 if tail else SWALLOW_COST
                yield at + 1, self._emit(now, at, at + 1, shown, cost=cost, read=character + own)
            if self.text[at + 1 : at + 2] in MARKS:  # it swallowed the `?` of a region that began here
                yield from self._entered(at, self._emit(now, at, at, character, cost=SWALLOW_COST), ())

    def _digit(self, at: int) -> str:
        """The digit that was swallowed before `at`, where the rest of a year tells it."""
        year = YEAR.match(self.text, at)
        return UNREADABLE if year is None else "2" if year[1] == "0" else "1"

    def _with_vanished(self, at: int, beam: list[Hypothesis]) -> list[Hypothesis]:
        """A beam, and what it may become if one or two pairs vanished here."""
        shifted = [found for found in beam if found.leads][:VANISHING]
        first = self._first_byte(at)
        if first is None:  # next to nothing is known here, so a second vanished pair would be mere guessing
            return beam + self._vanished(at, shifted, None, BEFORE_LOST)
        once = self._vanished(at, shifted, None, VANISHED_ONCE)
        return beam + self._vanished(at, shifted, first, VANISHED) + self._vanished(at, once, first, VANISHED)

    def _vanished(self, at: int, beam: list[Hypothesis], first: int | None, count: int) -> list[Hypothesis]:
        """The best of what a beam may become if one more pair vanished before a character with the byte `first`."""
        found: list[tuple[float, int, int]] = []
        for order, now in enumerate(beam):
            choices = self.candidates.ending(now.leads)
            costs = self.candidates.costs(choices, now.context)
            if first is not None:
                costs = costs + self.candidates.ahead(now.leads, first)
            nearest = np.argsort(costs, kind="stable")[:VANISHED].tolist()
            found += [(now.score - float(costs[index]) / STEPS, -order, -index) for index in nearest]
        more: list[Hypothesis] = []
        for score, order, index in nlargest(count, found):
            if score > -inf:
                now = beam[-order]
                choices = self.candidates.ending(now.leads)
                read = self._emit(now, at, at, choices.characters[-index], choices.leads[-index])
                more.append(read)
        return more

    def _first_byte(self, at: int) -> int | None:
        """The first byte of the page's character at `at`, None where it is lost."""
        return None if self.text[at] in LOST else _bytes(self.text[at])[0]

    def _likely(self, choices: Choices, now: Hypothesis) -> list[str]:
        return self.candidates.best(choices, now.context, CHOICES)

    def _emit(
        self,
        now: Hypothesis,
        start: int,
        end: int,
        written: str,
        leads: bytes = b"",
        *,
        cost: float = 0.0,
        read: str = "",
    ) -> Hypothesis:
        """The author wrote `written` next (for the language model: `read`); it stands at [start, end) of the page."""
        score, context, unclosed = now.score - cost, now.context, now.open
        for character in read or written:
            found, context = self.model.read(context, character)
            unbalanced, unclosed = quotation.read(unclosed, character)
            score += found - unbalanced - MARK_COST * (character in TWINS)
        return Hypothesis(score, leads, context, unclosed, Path(Piece(start, end, written), now.path))


def find(text: str, skipped: Mapping[int, int], model: LanguageModel, *, least: float = 0.0) -> list[Piece]:
    """What stood where bytes were shifted: pieces of the text that differ from it, in order.

    skipped: where spliced readings stand behind whole characters, start → end. least: how much more likely, in nats,
    a region must be than the text as it stands.
    """
    article = ArticleModel(text, model)
    search = Search(
        text, skipped, article, Candidates(article), SHIFT_COST + least, {end: start for start, end in skipped.items()}
    )
    pieces: list[Piece] = []
    now = Hypothesis(0.0, b"", (EDGE,), "", None)
    at = 0
    while at < len(text):
        if at in skipped:
            at = skipped[at]
        elif text[at] in LOST:
            at, last = search.region(at, now)
            pieces += [piece for piece in last.pieces if piece.after != text[piece.start : piece.end]]
            now = last._replace(score=0.0, path=None)
        else:
            context = model.after(now.context, model.number(text[at]))
            now = now._replace(context=context, open=quotation.read(now.open, text[at])[1])
            at += 1
    return pieces


def _bytes(shown: str) -> gbk.Pair:
    """The two bytes of a character of the page; 0 for the second where there is one byte."""
    return MARKS.get(shown) or gbk.pairs().get(shown) or (gbk.EURO if shown == "€" else ord(shown), 0)
