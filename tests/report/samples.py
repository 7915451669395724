"""What the report's tests share: a small record, hostile texts, and pages read as a browser would read them."""

import json
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from shuishuo.alignment import Alignment, Edit
from shuishuo.record import Attribution, Entity, Record, Repair, Stance

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


def rows_of(files: dict[str, str], name: str) -> list[dict[str, Any]]:
    """The rows that the script files of `name` hand in; each is nothing but one call with JSON."""
    rows: list[dict[str, Any]] = []
    for path in (path for path in files if path.startswith(f"data/{name}-")):
        head, *lines, foot = files[path].splitlines()
        assert (head, foot) == (f'addRows("{name}", [', "]);")
        rows += [json.loads(line.removesuffix(",")) for line in lines]
    return rows
