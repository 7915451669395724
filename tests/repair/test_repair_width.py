"""Width of punctuation, digits and letters: changed beside Chinese, kept elsewhere."""

import pytest

from shuishuo.repair import width
from shuishuo.repair.draft import Draft


def folded(text: str) -> str:
    return Draft.of(text).settle([width.alphanumerics, width.variants, width.punctuation]).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("甲说,乙说.", "甲说，乙说。"),
        ("甲公司(下称甲)说", "甲公司（下称甲）说"),
        ("世卫组织(WHO)说", "世卫组织（WHO）说"),
        ("甲: 有", "甲：有"),
        ("买了iPhone,很好!", "买了iPhone，很好！"),
        ("增长了5%.", "增长了5%。"),
        ("甲说‧乙", "甲说·乙"),
        ("６月１日", "6月1日"),
        ("(2017)京01民初1号", "（2017）京01民初1号"),
    ],
)
def test_changed(before: str, after: str) -> None:
    assert folded(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "涨3.5元，10:30开盘，共1,000股",
        "见http://example.org/?a=1;b=2。",
        "写信到a.b@example.org吧",
        "He said: yes, no (maybe).",
        "约翰.史密斯说。他是谁。",
        "等等...",
        "Windows 3.1",
        "函数f(x)的值",
    ],
)
def test_kept(text: str) -> None:
    assert folded(text) == text
