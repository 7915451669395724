"""Boilerplate goes from the edges, by whole lines; what might be the article's own stays."""

import pytest

from shuishuo.repair import boilerplate
from shuishuo.repair.draft import Draft


def stripped(text: str) -> str:
    return Draft.of(text).apply(boilerplate.lines(text)).text


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：张三",
        "（编辑 张三 校对 李四）",
        "继续阅读与本文标签相同的文章",
        "点击进入专题",
        "来源：某某日报",
        "本文系某某网独家稿件，未经授权，不得转载。",
        "版权声明：本文版权归某某所有",
        "查看原文",
        "---",
    ],
)
def test_dropped_at_the_end(line: str) -> None:
    assert stripped(f"甲说没有。\n{line}\n{line}") == "甲说没有。"


@pytest.mark.parametrize(
    "line",
    [
        "编辑部主任张三说，没有。",
        "“未经授权，不得转载。”张三说。",
        "来源：他说，钱的来源不明。",
        "责任编辑说，稿子已经撤下。",
        "审核工作将继续",
        "出品方表示遗憾",
        "作者张三表示：“没有抄袭。”",
    ],
)
def test_kept_at_the_end(line: str) -> None:
    assert stripped(f"甲说没有。\n{line}") == f"甲说没有。\n{line}"


def test_never_all_lines() -> None:
    assert stripped("责任编辑：张三\n来源：某报") != ""


def test_dropped_above_and_below_the_headline() -> None:
    assert (
        stripped("首页 > 新闻\n甲公司撤资\n2019-03-02 10:30 来源：某报\n甲公司昨日撤资。")
        == "甲公司撤资\n甲公司昨日撤资。"
    )


def test_kept_in_the_middle() -> None:
    text = "甲公司昨日撤资。\n来源：某报\n乙公司没有。"
    assert stripped(text) == text
