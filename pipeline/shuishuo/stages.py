"""The stages in their order, and how a stream of articles goes through them without losing one."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from .attribute import DEFAULT, attribute
from .errors import ShuishuoError
from .formats import Article, Rejected
from .record import Record
from .repair import repair
from .resolve import Register, resolve
from .segment import segment
from .stance import stance

Stage = Callable[[Record], Record]
Given = TypeVar("Given", Article, Record)

STAGES: dict[str, Stage] = {"segment": segment, "attribute": attribute, "resolve": resolve, "stance": stance}
"""What follows repair, in order. Each is a pure function of a record."""


@dataclass
class Tally:
    """Counts of one run. `seen` articles went in; the promise is that `done` and `rejected` add up to it."""

    seen: int = 0
    done: int = 0
    rejected: int = 0

    def check(self) -> None:
        """Raises ShuishuoError E402 where articles went missing."""
        if self.seen != self.done + self.rejected:
            raise ShuishuoError("E402", f"{self.seen} in, {self.done} out, {self.rejected} quarantined")


def annotate_article(article: Article, *, system: str = DEFAULT, register: Register | None = None) -> Record:
    """One article through every stage; `system` finds the attributions (a key of `attribute.SYSTEMS`).

    `register` is the user's own list of entities.

    Raises ShuishuoError where it cannot become a record.
    """
    return stance(resolve(attribute(segment(repair(article)), system=system), register=register))


def run(
    rows: Iterable[Given | Rejected], work: Callable[[Given], Record], *, tally: Tally
) -> Iterator[Record | Rejected]:
    """Apply `work` to each row, in order; what cannot be worked on becomes a `Rejected` and the rest goes on.

    `Rejected` rows pass through. Counts are added to `tally`; ask its `check` when the iterator is used up.
    """
    for row in rows:
        tally.seen += 1
        result = row if isinstance(row, Rejected) else _attempt(row, work)
        if isinstance(result, Rejected):
            tally.rejected += 1
        else:
            tally.done += 1
        yield result


def _attempt(row: Given, work: Callable[[Given], Record]) -> Record | Rejected:
    try:
        return work(row)
    except ShuishuoError as error:
        return Rejected(id=row.id, path=row.path, code=error.code, detail=error.detail)
    except Exception as error:
        # A fault of the program, on one article: the others must not be lost for it, nor may it pass unseen.
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error} at {where.name}:{where.lineno}"
        return Rejected(id=row.id, path=row.path, code="E406", detail=detail)
