"""The report: what a page shows, that nothing in it is taken for HTML, and that it needs nothing but itself."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from shuishuo.alignment import Alignment, Edit
from shuishuo.document import Document
from shuishuo.errors import ShuishuoError
from shuishuo.record import Attribution, Entity, Record, Repair, Stance
from shuishuo.report import report, write_report
from shuishuo.report.marks import Mark, paragraphs

RAW = "云舟(zhōu)科技表示：“陈砚说‘星河公司不实’。”\n陈砚称，会谈。"
PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "<!--",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "]]><base href=//example.org>",
    "`-alert(1)-`",
    "\u202e<b>abc",
    "<meta http-equiv=refresh content=0>",
]


class Page(HTMLParser):
    """The elements, attributes and texts of a page as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.inside: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.inside.append("")

    def handle_data(self, data: str) -> None:
        if not self.inside or self.inside[-1] not in ("style", "script"):
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def sample() -> Record:
    alignment = Alignment.from_edits(len(RAW), [Edit(2, 8, "")])
    clean = RAW.replace("(zhōu)", "")
    record = Record(id="a", raw=RAW, clean=clean, alignment=alignment, title="题目", published="2024-05-01")

    def spans(words: str) -> tuple:  # type: ignore[type-arg]
        start = clean.index(words)
        return (record.span(start, start + len(words)),)

    return record.with_(
        repairs=(Repair(kind="pinyin-splice", start=2, end=8, before="(zhōu)", after=""),),
        entities=(
            Entity(id="e1", name="云舟(zhōu)科技", name_clean="云舟科技", kind="organization"),
            Entity(id="e2", name="陈砚", name_clean="陈砚", kind="person"),
            Entity(id="e3", name="星河公司", name_clean="星河公司", kind="organization"),
        ),
        attributions=(
            Attribution(
                id="a1",
                type="direct",
                source=spans("云舟科技"),
                cue=spans("表示"),
                content=spans("陈砚说‘星河公司不实’"),
                speaker="e1",
                confidence=0.9,
                stances=(Stance(target="e3", label="against"), Stance(target="e2", label="neutral")),
            ),
            Attribution(
                id="a2",
                type="direct",
                source=spans("陈砚"),
                cue=spans("说"),
                content=spans("星河公司不实"),
                speaker="e2",
                stances=(Stance(target="e3", label="against"),),
            ),
            Attribution(id="a3", type="indirect", source=(), cue=spans("称"), content=spans("会谈")),
        ),
    )


def only(pages: dict[str, str]) -> Page:
    assert list(pages) == ["index.html"]
    return Page(pages["index.html"])


def injected(payload: str) -> Record:
    """A record with `payload` in every field that is text."""
    raw = f"{payload}说：{payload}\n{payload}"
    bare = Record(id=payload, raw=raw, clean=raw, alignment=Alignment.identity(len(raw)))
    content = bare.span(len(payload) + 2, 2 * len(payload) + 2)
    source, cue = bare.span(0, len(payload)), bare.span(len(payload), len(payload) + 1)
    return bare.with_(
        path=payload,
        sha256=payload,
        encoding=payload,
        title=payload,
        url=payload,
        published=payload,
        repairs=(Repair(kind=payload, start=0, end=len(payload), before=payload, after=payload),),
        entities=(
            Entity(id=payload, name=payload, name_clean=payload, kind="person", mentions=(source,)),
            Entity(id="other", name=f"{payload}甲", name_clean=f"{payload}甲", kind="organization"),
        ),
        attributions=(
            Attribution(
                id=payload,
                type="direct",
                source=(source,),
                cue=(cue,),
                content=(content,),
                speaker=payload,
                stances=(Stance(target="other", label="favor"),),
            ),
        ),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_taken_for_html(payload: str) -> None:
    # As long, of characters that occur once, slashes kept because a path is cut at them.
    plain_words = "".join("/" if c == "/" else chr(0x5000 + n) for n, c in enumerate(payload))
    hostile, harmless = injected(payload), injected(plain_words)
    for with_gold in (False, True):
        for others in ((), (sample(),)):
            seen, expected = (_pages(record, others, with_gold=with_gold) for record in (hostile, harmless))
            for page, plain in zip(seen, expected, strict=True):
                assert page.tags == plain.tags
                assert [(tag, name) for tag, name, _ in page.attributes] == [(t, n) for t, n, _ in plain.attributes]
                assert page.text.count(payload) == plain.text.count(plain_words)


def _pages(record: Record, others: Iterable[Record], *, with_gold: bool) -> list[Page]:
    gold = [replace(Document.from_record(record), attributions=())] if with_gold else None
    if gold and not others:
        gold = [Document.from_record(record)]
    return [Page(html) for html in report([record, *others], gold=gold).values()]


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
    assert len({name.lower() for name in pages}) == len(ids) + 1
    assert all(re.fullmatch(r"[\w-]{1,90}\.html", name) for name in pages)
    assert set(Page(pages["index.html"]).values("href")) == set(pages) - {"index.html"}


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
