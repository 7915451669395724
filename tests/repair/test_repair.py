"""The whole repair: from an article to a record that can be replayed, mapped back and repaired again."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from shuishuo.errors import ShuishuoError
from shuishuo.formats import Article
from shuishuo.record import Record
from shuishuo.repair import repair


def article(raw: str, *, title: str = "") -> Article:
    return Article(id="a", raw=raw, title=title)


def clean(raw: str) -> str:
    return repair(article(raw)).clean


def check(record: Record) -> None:
    out, at = [], 0
    for one in record.repairs:
        assert record.raw[one.start : one.end] == one.before
        out += [record.raw[at : one.start], one.after]
        at = one.end
    assert "".join([*out, record.raw[at:]]) == record.clean
    assert Record.from_json(record.to_json()).clean == record.clean


CLEAN = [
    "某公司表示，一切正常。\n“我们没有问题，”王某说，“请放心。”",
    "股价上涨3.5%，收于10:30的高点，详见http://example.org/a?b=1,2&c=3。",
    "He said: “Fine, thanks (really).” That was all, at 10:30.",
    "电邮为a.b@example.org，型号X-1.5。",
    "乾隆年间的著名瞭望台，至今仍在。",
    "甲：“‘乙’是谁？”",
    "代码f(x, y)在此",
    "王某说：“好。”",
    "《甲》（2017）第1.2节",
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_stays_as_it_is(text: str) -> None:
    record = repair(article(text))
    assert record.clean == text
    assert record.repairs == ()


DIRTY = [
    ("\ufeff\u3000\u3000甲公司说,没有。\r\n\r\n\u3000\u3000乙公司说:有! \r\n", "甲公司说，没有。\n乙公司说：有！"),
    ("<p>甲&nbsp;公司&ldquo;没有&rdquo;。</p><p>乙&#65306;有。</p>", "甲 公司“没有”。\n乙：有。"),
    ("甲\u200b公\u00ad司\x00说。", "甲公司说。"),
    ("這間公司說：「我們認為『沒有』。」", "这间公司说：“我们认为‘没有’。”"),
    ("这意味着“没有”。\n责任编辑：张三", "这意味着“没有”。"),
    ("公司宣布裁员\n公司宣布裁员\n公司昨日宣布裁员。", "公司宣布裁员\n公司昨日宣布裁员。"),
    ("净利润２００万元，增长３．５％。", "净利润200万元，增长3.5%。"),
]


@pytest.mark.parametrize(("raw", "wanted"), DIRTY)
def test_dirty_text_is_mended(raw: str, wanted: str) -> None:
    record = repair(article(raw))
    assert record.clean == wanted
    check(record)
    assert repair(replace(article(raw), raw=wanted)).repairs == ()


def test_spans_point_into_the_raw_text() -> None:
    raw = "\ufeff<p>甲&nbsp;說:「沒有」。</p>"
    record = repair(article(raw))
    start = record.clean.index("没有")
    span = record.span(start, start + 2)
    assert span.text == raw[span.start : span.end] == "沒有"


def test_title_as_given_goes_before_the_first_line() -> None:
    assert repair(article("标题一行\n正文说明了情况。", title="另一个标题")).title == "另一个标题"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("甲公司撤資?\n甲公司昨日撤資。", "甲公司撤資?"),
        ("甲公司撤资\n甲公司撤资\n甲公司昨日撤资。", "甲公司撤资"),
        ("甲公司昨日撤资。\n乙公司没有。", ""),
        ("甲公司昨日撤资", ""),
    ],
)
def test_title_is_the_first_line_where_that_plainly_is_one(raw: str, title: str) -> None:
    assert repair(article(raw)).title == title


@pytest.mark.parametrize("raw", ["<p></p>", "\u200b\u200b", "&nbsp;"])
def test_nothing_left_is_an_error(raw: str) -> None:
    with pytest.raises(ShuishuoError) as caught:
        repair(article(raw))
    assert caught.value.code == "E103"


MARKS = "：:，,。.“”\"'「」『』()<>?!著乾\u200b\u3000 \n\r"
WORDS = ["甲说", "这裡發現", "3.5", "ＡＢ１", "Hi, ", "责任编辑：王五", "來源：某報", "(shù)"]
MARKUP = ["&amp;", "lt;", "&nbsp;", "<p>", "</p>", "/p>", "<html>", "<!--", "-->"]
PIECES = st.sampled_from([*MARKS, *WORDS, *MARKUP])


@settings(deadline=None)  # the first damaged text loads a language model
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=30))
def test_any_text_is_repaired_once_and_for_all(raw: str) -> None:
    try:
        record = repair(article(raw))
    except ShuishuoError as error:
        event(error.code)  # a text of nothing but marks, or a page without an article
        return
    check(record)
    assert (record.alignment.clean_length, record.alignment.raw_length) == (len(record.clean), len(raw))
    for start in range(len(record.clean)):
        span = record.span(start, start + 1)
        if span.start < span.end:
            low, high = record.alignment.to_clean(span.start, span.end)
            assert low <= start < high
    again = repair(article(record.clean))
    assert again.clean == record.clean
