"""The report: what a page shows, that nothing in it is taken for HTML, and that it needs nothing but itself."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from shuishuo.alignment import Alignment, Edit
from shuishuo.document import Document
from shuishuo.errors import ShuishuoError
from shuishuo.evaluate.spans import EDGE
from shuishuo.record import Attribution, Entity, Record, Repair
from shuishuo.report import report, write_report
from shuishuo.report.marks import Mark, paragraphs

from .samples import PAYLOADS, RAW, Page, injected, sample


def only(pages: dict[str, str]) -> Page:
    assert list(pages) == ["index.html"]
    return Page(pages["index.html"])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_taken_for_html(payload: str) -> None:
    # As long, of characters that occur once, slashes kept because a path is cut at them.
    plain_words = "".join("/" if c == "/" else chr(0x5000 + n) for n, c in enumerate(payload))
    hostile, harmless = injected(payload), injected(plain_words)
    core = payload.strip("".join(EDGE))  # what differs from gold is shown without punctuation at its ends
    for with_gold in (False, True):
        for others in ((), (sample(),)):
            seen, expected = (_pages(record, others, with_gold=with_gold) for record in (hostile, harmless))
            for page, plain in zip(seen, expected, strict=True):
                assert page.tags == plain.tags
                assert [(tag, name) for tag, name, _ in page.attributes] == [(t, n) for t, n, _ in plain.attributes]
                assert page.text.count(core) == plain.text.count(plain_words)


def _pages(record: Record, others: Iterable[Record], *, with_gold: bool) -> list[Page]:
    gold = [replace(Document.from_record(record), attributions=())] if with_gold else None
    if gold and not others:
        gold = [Document.from_record(record)]
    files = report([record, *others], gold=gold)
    return [Page(html) for name, html in files.items() if name.endswith(".html")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", " java\nscript:alert(1)"])
def test_only_web_addresses_become_links(url: str) -> None:
    page = only(report([sample().with_(url=url)]))
    assert all(href.startswith("#") for href in page.values("href"))
    assert "https://example.org/a" in only(report([sample().with_(url="https://example.org/a")])).values("href")


def test_a_page_needs_nothing_but_itself() -> None:
    html = report([sample()])["index.html"]
    page = Page(html)
    assert not page.values("src")
    assert not page.tags["link"]
    assert not re.search(r"@import|url\(", html)
    policy = next(value for value in page.values("content") if "default-src" in value)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not [name for _, name, _ in page.attributes if name == "style" or name.startswith("on")]


def test_both_texts_stand_in_the_page_to_the_character() -> None:
    html = report([sample()])["index.html"]
    articles = re.findall(r"<article class=\"(\w+)\"[^>]*>(.*?)</article>", html, re.DOTALL)
    shown = {}
    for view, body in articles:
        without_numbers = re.sub(r'<a class="number.*?</a>', "", body)
        shown[view] = [Page(line).text for line in re.findall(r"<p>(.*?)</p>", without_numbers, re.DOTALL)]
    assert shown == {"raw": RAW.split("\n"), "clean": sample().clean.split("\n")}


def test_every_link_within_the_page_has_its_place() -> None:
    record = sample()
    gold = Document.from_record(record)
    for documents in (None, [gold], [replace(gold, attributions=gold.attributions[:1])]):
        shortened = record.with_(attributions=record.attributions[1:])
        page = only(report([shortened], gold=documents))
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        assert {href[1:] for href in page.values("href")} <= set(ids)


def test_nested_quotations_belong_to_both() -> None:
    text = "他说：甲乙丙。"
    marks = [Mark(3, 6, "content", 1, 0), Mark(4, 5, "content", 2, 1), Mark(0, 1, "source", 1, 0)]
    line = paragraphs(text, marks)[0]
    assert [(segment.text, segment.numbers, segment.begins) for segment in line] == [
        ("他", (1,), ()),
        ("说：", (), ()),
        ("甲", (1,), (1,)),
        ("乙", (1, 2), (2,)),
        ("丙", (1,), ()),
        ("。", (), ()),
    ]
    assert line[3].classes == "content c1 nested o0"


def test_crossing_marks_lose_no_character() -> None:
    text = "甲乙丙丁\n戊己"
    marks = [Mark(0, 3, "content", 1, 0), Mark(2, 6, "content", 2, 1), Mark(1, 4, "missed", 1, -1)]
    lines = paragraphs(text, marks)
    assert ["".join(segment.text for segment in line) for line in lines] == ["甲乙丙丁", "戊己"]
    assert lines[0][2].numbers == (1, 2)
    assert lines[1][0].numbers == (2,)


def test_the_table_shows_who_stands_where() -> None:
    page = only(report([sample()]))
    labels = page.values("aria-label")
    assert labels.count("反对 星河公司 1 处") == 2
    assert labels.count("中立 陈砚 1 处") == 1
    assert "未知" in page.text  # the third one has no speaker


def test_repairs_are_shown_with_what_stood_there() -> None:
    html = report([sample()])["index.html"]
    assert "<del>(zhōu)</del>" in html
    assert "拼音混入" in html
    note = "拼音混入：(zhōu) → （删去）"
    assert f'<span class="source s0 repair" data-n="1" title="{note}">(zhōu)</span>' in html
    assert f'<span class="source s0 repair" data-n="1" title="{note}">舟</span>' in html  # what stands before it


def test_a_torn_run_is_shown_as_one_repair() -> None:
    raw = "甲安锁B乙"
    alignment = Alignment.from_edits(5, [Edit(1, 4, "“菜鸟")])
    pieces = [(1, 2, "安", "“"), (2, 3, "锁", "菜"), (3, 4, "B", "鸟")]
    torn = tuple(Repair(kind="byte-shift", start=a, end=b, before=x, after=y) for a, b, x, y in pieces)
    record = Record(id="a", raw=raw, clean="甲“菜鸟乙", alignment=alignment, repairs=torn)
    html = report([record])["index.html"]
    assert "甲<del>安锁B</del><ins>“菜鸟</ins>乙" in html
    assert 'title="字节错位：安锁B → “菜鸟">“菜鸟</span>' in html


def test_the_headline_is_shown_in_its_repaired_words() -> None:
    title, raw = "雲(yún)舟", "雲(yún)舟\n正文"
    alignment = Alignment.from_edits(len(raw), [Edit(0, 6, "云")])
    record = Record(id="a", raw=raw, clean="云舟\n正文", alignment=alignment, title=title)
    assert "<h1>云舟</h1>" in report([record])["index.html"]
    assert "<h1>另题</h1>" in report([record.with_(title="另题")])["index.html"]


def test_misses_and_false_alarms_are_visible() -> None:
    record = sample()
    gold = Document.from_record(record)
    page = only(report([record.with_(attributions=record.attributions[:2])], gold=[gold]))
    assert "漏检 1 条" in page.text.replace("\n", "")
    assert "missed1" in page.values("id")
    page = only(report([record], gold=[replace(gold, attributions=gold.attributions[:2])]))
    assert "误报 1 条" in page.text
    assert "人工标注里没有这一条" in page.text


def test_several_articles_get_an_index_and_safe_names() -> None:
    ids = ["甲/../../b", "A", "a", "index", "", "x" * 300]
    pages = report([sample().with_(id=id_) for id_ in ids])
    assert next(iter(pages)) == "index.html"
    html = [name for name in pages if name.endswith(".html")]
    assert len({name.lower() for name in html}) == len(ids) + 2  # the index and the corpus view
    assert all(re.fullmatch(r"[\w-]{1,90}\.html", name) for name in html)
    assert set(Page(pages["index.html"]).values("href")) == set(html)


def test_gold_of_some_articles_is_shown_for_those() -> None:
    records = [sample(), sample().with_(id="b")]
    pages = report(records, gold=[Document.from_record(records[1])])
    assert "against gold" not in pages["a.html"]
    assert "against gold" in pages["b.html"]
    assert "1 篇有人工标注" in pages["index.html"]


def test_an_empty_article_has_a_page() -> None:
    empty = Record(id="leer", raw="", clean="", alignment=Alignment.identity(0))
    assert "本文没有找到引述" in only(report([empty])).text
    assert "本文没有找到引述" in only(report([empty], gold=[Document(id="leer")])).text


def test_more_speakers_than_colours() -> None:
    text = "某说好。"
    base = Record(id="a", raw=text, clean=text, alignment=Alignment.identity(4))
    names = [f"e{n}" for n in range(30)]
    record = base.with_(
        entities=tuple(Entity(id=name, name=name, name_clean=name, kind="person") for name in names),
        attributions=tuple(
            Attribution(id=name, type="indirect", source=(), cue=(), content=(base.span(2, 3),), speaker=name)
            for name in names
        ),
    )
    classes = {word for value in only(report([record])).values("class") for word in value.split()}
    assert {word for word in classes if re.fullmatch(r"c\d+", word)} == {f"c{n}" for n in range(12)}


def test_pages_are_written_the_same_every_time(tmp_path: Path) -> None:
    write_report(report([sample()]), tmp_path / "new" / "folder")
    written = (tmp_path / "new" / "folder" / "index.html").read_text(encoding="utf-8")
    assert written == report([sample()])["index.html"]


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ShuishuoError) as caught:
        write_report(report([sample()]), tmp_path / "file")
    assert caught.value.code == "E404"


def test_equal_repairs_are_counted_together() -> None:
    raw = "甲(jiǎ)乙甲(jiǎ)丙"
    cuts = [(at, at + 5) for at in (1, 8)]
    alignment = Alignment.from_edits(len(raw), [Edit(start, end, "") for start, end in cuts])
    repairs = tuple(Repair(kind="pinyin-splice", start=a, end=b, before="(jiǎ)", after="") for a, b in cuts)
    html = report([Record(id="a", raw=raw, clean="甲乙甲丙", alignment=alignment, repairs=repairs)])["index.html"]
    assert "<b>2</b> 处，1 种" in html
    assert "×2" in html
