"""Reading articles: every article comes out, as itself or as a row of the quarantine."""

import io
import json
from pathlib import Path

import pytest

from shuishuo.errors import ShuishuoError
from shuishuo.formats import Article, Rejected, read_articles

TEXT = "甲公司表示，没有。"


def codes(rows: list[Article | Rejected]) -> list[str]:
    return [row.code if isinstance(row, Rejected) else row.raw for row in rows]


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/1.txt", "a.htm", "c.html"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "notes.md").write_text("x", encoding="utf-8")
    rows = list(read_articles([tmp_path]))
    assert [row.id for row in rows] == ["a", "1", "c"]
    assert all(isinstance(row, Article) and row.raw == TEXT for row in rows)


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff甲\r\n乙".encode())
    (row,) = read_articles([path])
    assert isinstance(row, Article)
    assert row.raw == "\ufeff甲\r\n乙"
    assert len(row.sha256) == 64


def test_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [
        json.dumps({"id": "r1", "text": TEXT, "title": "题", "date": "2020-01-02", "more": 1}),
        "",
        "[1]",
        "{",
        json.dumps({"id": "r2"}),
        json.dumps({"id": "r3", "text": TEXT, "title": 3}),
        json.dumps({"id": "r4", "text": " \n"}),
        json.dumps({"id": "r5", "text": "甲\ud800"}),
        json.dumps({"id": "r1", "text": TEXT}),
        json.dumps({"id": "r6", "text": TEXT, "url": None, "published": "2021"}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = list(read_articles([path]))
    assert codes(rows) == [TEXT, "E105", "E105", "E106", "E106", "E103", "E108", "E107", TEXT]
    first, last = rows[0], rows[-1]
    assert isinstance(first, Article)
    assert (first.id, first.title, first.published) == ("r1", "题", "2020-01-02")
    assert isinstance(last, Article)
    assert last.published == "2021"
    assert isinstance(rows[1], Rejected)
    assert "line 3" in rows[1].detail


def test_files_that_cannot_be_read_do_not_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"\r\n")
    (tmp_path / "noise.txt").write_bytes(bytes(range(128, 256)) * 5)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    rows = list(read_articles([tmp_path / "missing.txt", tmp_path]))
    assert codes(rows) == ["E101", "E103", TEXT, "E102"]


def test_a_path_without_articles_is_wrong_use(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "a.pdf"):
        with pytest.raises(ShuishuoError) as caught:
            list(read_articles([path]))
        assert caught.value.code == "E201"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    (row,) = read_articles(["-"])
    assert isinstance(row, Article)
    assert (row.raw, row.path, row.encoding) == (TEXT, "", "gb18030")


def test_an_unknown_encoding_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for name in ("klingon", "base64"):
        with pytest.raises(ShuishuoError) as caught:
            list(read_articles([tmp_path], encoding=name))
        assert caught.value.code == "E204"
