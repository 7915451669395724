"""A hypothesis of the search for shifted bytes: what it has read, and what its future depends on."""

from collections.abc import Iterable
from typing import NamedTuple

from .language_model import Context

BEAM = 24
DEPTH = 22.0  # nats below the best of its place at which a hypothesis is given up

State = tuple[bytes, Context, str]


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
    """`leads`: the bytes one of which is left over, none when aligned; `open`: the quotation marks not yet closed."""

    score: float
    leads: bytes
    context: Context
    open: str
    path: Path | None

    @property
    def state(self) -> State:
        """What the future of a hypothesis depends on."""
        return self.leads, self.context, self.open

    @property
    def pieces(self) -> list[Piece]:
        """The pieces that were read, in order; what came from vanished pairs goes with what follows on the page."""
        found: list[Piece] = []
        path = self.path
        while path is not None and path.piece.start == path.piece.end:
            path = path.before  # the end of the text, read for the score alone
        while path is not None:
            piece, path = path
            while path is not None and path.piece.start == path.piece.end:
                piece = piece._replace(start=path.piece.start, after=path.piece.after + piece.after)
                path = path.before
            found.append(piece)
        return found[::-1]


def by_score(hypothesis: Hypothesis) -> float:
    return hypothesis.score


def best(hypotheses: Iterable[Hypothesis]) -> list[Hypothesis]:
    """The best of a place, best first, with the best aligned one always among them."""
    ranked = sorted(hypotheses, key=by_score, reverse=True)
    kept = [found for found in ranked[:BEAM] if found.score > ranked[0].score - DEPTH]
    return kept + [found for found in ranked[len(kept) :] if not found.leads][:1]
