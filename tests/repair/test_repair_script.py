"""Traditional to Simplified: only in Traditional texts, one character for one."""

import pytest

from shuishuo.repair import script
from shuishuo.repair.draft import Draft


def simplified(text: str) -> str:
    return Draft.of(text).apply(script.fold(text)).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("乾隆年間的著名畫家說，這意味著結束", "乾隆年间的著名画家说，这意味着结束"),
        ("衞生署說沒有", "卫生署说没有"),
        ("他笑着說，這是名著", "他笑着说，这是名著"),
        ("他說了解，並瞭望", "他说了解，并瞭望"),
    ],
)
def test_traditional_is_written_in_simplified(before: str, after: str) -> None:
    assert simplified(before) == after


@pytest.mark.parametrize("text", ["乾隆皇帝著书，瞭望远方。", "这家店叫“龍門”，开了很久。", "无", "abc"])
def test_simplified_is_kept(text: str) -> None:
    assert simplified(text) == text
