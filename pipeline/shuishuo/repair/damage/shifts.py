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

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from . import gbk
from .article import ArticleModel
from .forward import TWINS
from .language_model import EDGE, Context, LanguageModel
from .readings import readings
from .splices import BEHIND, INSIDE, keys_of

BEAM = 24
DEPTH = 22.0  # nats below the best of its place at which a hypothesis is given up
VANISHING = 6  # so many hypotheses may suppose a vanished pair at a place,
VANISHED = 12  # each with so many characters before it
SWALLOWING = 4  # so many characters before what may have been swallowed
ENDINGS = 300
CHOICES = 120  # so many characters, the most frequent ones, are tried where one byte of a character is lost
LOST = "?\ufffd"
MARKS = {twin: gbk.pairs()[mark] for mark, twin in TWINS.items()}
ANY_LEAD, ANY = bytes(gbk.LEADS), -1
SWALLOWED = "0 .%-/\"'+"  # what of the author's own a lost byte may swallow
DIGIT, UNREADABLE = "0", "?"  # which digit it was, nobody can know

SHIFT_COST = 3.0
VANISH_COST = 0.0
SWALLOW_COST = 5.0
READING_COST = 25.0  # a reading in the middle of a character is not what an author writes


class Piece(NamedTuple):
    """Characters [start, end) of the page were `after`."""

    start: int
    end: int
    after: str


class Path(NamedTuple):
    """What a hypothesis has read: the last piece and the path before it."""

    piece: Piece
    before: "Path | None"


class Hypothesis(NamedTuple):
    """`leads`: the bytes one of which is left over, none when aligned."""

    score: float
    leads: bytes
    context: Context
    path: Path | None


@dataclass(frozen=True, eq=False)
class Search:
    """The search in one text. `skipped`: where readings stand behind whole characters, their start → end."""

    text: str
    skipped: Mapping[int, int]
    model: ArticleModel
    shift_cost: float
    _ends: Mapping[int, int]
    _choices: dict[tuple[bytes, int], list[str]] = field(default_factory=dict)
    _endings: dict[bytes, list[tuple[str, bytes]]] = field(default_factory=dict)

    def region(self, start: int, context: Context) -> tuple[int, Context, list[Piece]]:
        """Read from the `?` at `start`, before which `context` stands.

        Returns where the region ends, the context there and what was read, piece by piece.
        """
        beams: dict[int, dict[tuple[bytes, Context], Hypothesis]] = {}
        first = Hypothesis(0.0, b"", context, None)
        beams[start] = {(b"", context): first}
        while True:
            at = min(beams)
            beam = beams.pop(at)
            if not beams and len(beam) == 1 and at > start:
                (last,) = beam.values()
                if not last.leads:
                    return at, last.context, _pieces(last.path)
            if at >= len(self.text):
                ended = [self._emit(found, at, at, "\n") for found in beam.values() if not found.leads]
                return at, (EDGE,), _pieces(max(ended, key=_score).path)
            for hypothesis in self._with_vanished(at, _best(beam.values())):
                for end, following in self._steps(at, hypothesis):
                    place = beams.setdefault(end, {})
                    state = following.leads, following.context
                    if state not in place or place[state].score < following.score:
                        place[state] = following

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
        if shown not in LOST:
            return
        if inside and keys:
            left = bytes({gbk.pairs()[key][1] for key in keys} & set(gbk.LEADS))
            if left:
                path = Path(Piece(at, inside.end(), ""), now.path)
                yield inside.end(), Hypothesis(now.score - self.shift_cost, left, now.context, path)
        for end, mark in self._marks(at):
            lead, trail = MARKS[mark]
            if trail in gbk.LEADS:
                for character in self._paired(ANY_LEAD, lead):
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
        pair = MARKS.get(shown) or gbk.pairs().get(shown)
        first, second = pair or (gbk.EURO if shown == "€" else ord(shown), 0)
        left = bytes((second,)) if second in gbk.LEADS else b""
        own = chr(second) if 0 < second < gbk.EURO else ""  # the author's own letter, in a pair with what was left over
        for character in self._paired(now.leads, first):
            yield at + 1, self._emit(now, at, at + 1, character + own, left)

    def _lost(self, at: int, now: Hypothesis) -> Iterator[tuple[int, Hypothesis]]:
        """`?` is the second byte of a character, together with something that it swallowed."""
        inside = INSIDE.match(self.text, at)
        if inside:
            for key in self._opened(now.leads):
                if inside[1] in readings(key):
                    yield inside.end(), self._emit(now, at, inside.end(), key)
            return
        if self.text.startswith("/p>", at + 1) and self.text[at + 4 : at + 5] in ("", "\n"):
            for character in self._opened(now.leads):
                yield at + 4, self._emit(now, at, at + 4, character)
            return
        opened = self._opened(now.leads)
        read = [self._emit(now, at, at + 1, character) for character in opened]
        if self.text[at + 1 : at + 2] in MARKS:
            yield from ((at + 1, hypothesis) for hypothesis in read)
        written = [character for _, character in sorted(zip(map(_score, read), opened, strict=True), reverse=True)]
        for character in written[:SWALLOWING]:
            for own in SWALLOWED:
                shown = character + (UNREADABLE if own == DIGIT else own)
                yield at + 1, self._emit(now, at, at + 1, shown, cost=SWALLOW_COST, read=character + own)

    def _paired(self, leads: bytes, trail: int) -> list[str]:
        """The characters that end with `trail` and begin with one of `leads`; of many, the most frequent ones."""
        if (leads, trail) not in self._choices:
            table = gbk.characters()
            found = [table[lead, trail] for lead in leads if (lead, trail) in table]
            self._choices[leads, trail] = found if len(leads) == 1 else self._likely(found)
        return self._choices[leads, trail]

    def _opened(self, leads: bytes) -> list[str]:
        """The most frequent characters that begin with one of `leads`."""
        if (leads, ANY) not in self._choices:
            found = (character for lead in leads for character in gbk.by_lead().get(lead, ()))
            self._choices[leads, ANY] = self._likely(found)
        return self._choices[leads, ANY]

    def _likely(self, characters: Iterable[str]) -> list[str]:
        return sorted(filter(self.model.known, characters), key=self.model.frequency, reverse=True)[:CHOICES]

    def _with_vanished(self, at: int, beam: list[Hypothesis]) -> list[Hypothesis]:
        """A beam, and what it may become if one or two pairs vanished here."""
        once = self._vanished(at, [found for found in beam if found.leads])
        return beam + once + self._vanished(at, once)

    def _vanished(self, at: int, beam: list[Hypothesis]) -> list[Hypothesis]:
        more: list[Hypothesis] = []
        for now in sorted(beam, key=_score, reverse=True)[:VANISHING]:
            found = [self._emit(now, at, at, *choice, cost=VANISH_COST) for choice in self._before_vanished(now.leads)]
            more += sorted(found, key=_score, reverse=True)[:VANISHED]
        return more

    def _before_vanished(self, leads: bytes) -> list[tuple[str, bytes]]:
        """The characters that begin with one of `leads` and end in a vanished pair, with what may be left of it."""
        if leads not in self._endings:
            found = [
                (character, left) for trail, left in gbk.vanished().items() for character in self._paired(leads, trail)
            ]
            found.sort(key=lambda choice: self.model.frequency(choice[0]), reverse=True)
            self._endings[leads] = found[:ENDINGS]
        return self._endings[leads]

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
        score, context = now.score - cost, now.context
        for character in read or written:
            found, context = self.model.read(context, character)
            score += found
        return Hypothesis(score, leads, context, Path(Piece(start, end, written), now.path))


def find(text: str, skipped: Mapping[int, int], model: LanguageModel, *, least: float = 0.0) -> list[Piece]:
    """What stood where bytes were shifted: pieces of the text that differ from it, in order.

    skipped: where spliced readings stand behind whole characters, start → end. least: how much more likely, in nats,
    a region must be than the text as it stands.
    """
    search = Search(text, skipped, ArticleModel(text, model), SHIFT_COST + least, {end: start for start, end in skipped.items()})
    pieces: list[Piece] = []
    context: Context = (EDGE,)
    at = 0
    while at < len(text):
        if at in skipped:
            at = skipped[at]
        elif text[at] in LOST:
            at, context, read = search.region(at, context)
            pieces += [piece for piece in read if piece.after != text[piece.start : piece.end]]
        else:
            context = model.after(context, model.number(text[at]))
            at += 1
    return pieces


def _score(hypothesis: Hypothesis) -> float:
    return hypothesis.score


def _best(hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
    """The best of a place, best first, with the best aligned one always among them."""
    ranked = sorted(hypotheses, key=_score, reverse=True)
    kept = [found for found in ranked[:BEAM] if found.score > ranked[0].score - DEPTH]
    return kept + [found for found in ranked[len(kept) :] if not found.leads][:1]


def _pieces(path: Path | None) -> list[Piece]:
    """The pieces of a path in order; what came from vanished pairs goes with what follows on the page."""
    pieces: list[Piece] = []
    while path is not None and path.piece.start == path.piece.end:
        path = path.before  # the end of the text, read for the score alone
    while path is not None:
        piece, path = path
        while path is not None and path.piece.start == path.piece.end:
            piece = piece._replace(start=path.piece.start, after=path.piece.after + piece.after)
            path = path.before
        pieces.append(piece)
    return pieces[::-1]
