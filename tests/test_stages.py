"""The run: in = out + quarantined, whatever goes wrong on the way."""

from collections.abc import Iterator

import pytest

from shuishuo.alignment import Alignment
from shuishuo.errors import ShuishuoError
from shuishuo.formats import Article, Rejected
from shuishuo.record import Record
from shuishuo.stages import Tally, run


def work(article: Article) -> Record:
    if article.id == "broken":
        raise ZeroDivisionError("a fault of the program")
    if article.id == "refused":
        raise ShuishuoError("E104", "page")
    return Record(id=article.id, raw=article.raw, clean=article.raw, alignment=Alignment.identity(len(article.raw)))


def rows() -> Iterator[Article | Rejected]:
    yield Rejected(id="unread", path="p", code="E101", detail="")
    for name in ("one", "broken", "refused", "two"):
        yield Article(id=name, raw="文")


def test_nothing_is_lost_and_order_is_kept() -> None:
    tally = Tally()
    out = list(run(rows(), work, tally=tally))
    assert [row.id for row in out] == ["unread", "one", "broken", "refused", "two"]
    assert [row.code for row in out if isinstance(row, Rejected)] == ["E101", "E406", "E104"]
    tally.check()
    assert (tally.seen, tally.done, tally.rejected) == (5, 2, 3)


def test_a_fault_of_the_program_says_where() -> None:
    out = list(run([Article(id="broken", raw="文")], work, tally=Tally()))
    assert isinstance(out[0], Rejected)
    assert "ZeroDivisionError: a fault of the program at work:" in out[0].detail


def test_lost_articles_are_noticed() -> None:
    with pytest.raises(ShuishuoError, match="E402"):
        Tally(seen=3, done=1, rejected=1).check()
