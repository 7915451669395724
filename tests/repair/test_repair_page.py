"""HTML pages: the article is found, and every character of it has its place in the source."""

import pytest

from shuishuo.errors import ShuishuoError
from shuishuo.formats import Article
from shuishuo.repair import repair
from shuishuo.repair.page import is_page, lines

SENTENCES = [
    "甲公司昨日宣布，将在年内关闭三家工厂，并裁减约两成员工，理由是市场需求下滑。",
    "“我们没有别的选择，”发言人王某说，“但会照顾每一位离开的同事。”",
    "工会对此表示不满，称公司事先没有同员工商量，要求立即停止裁员并重新谈判。",
    "分析人士认为，这家公司的困难还会持续，竞争对手乙公司可能因此得利。",
]
PAGE = (
    "<!DOCTYPE html>\n<html><head><title>甲公司宣布裁员_某某网</title><style>p{}</style></head><body>"
    '<ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul><h1>甲公司宣布裁员</h1><div id="content">\n'
    + "\n".join(f"<p>　　{text.replace('“', '&ldquo;').replace('，', '，<b></b>')}</p>" for text in SENTENCES)
    + "\n<script>var x = '<p>假</p>';</script></div><div><h3>相关新闻</h3><ul>"
    + "".join(f'<li><a href="/{n}">第{n}条别的新闻</a></li>' for n in range(8))
    + "</ul></div><p>Copyright © 某某网</p></body></html>"
)


def test_the_article_is_taken_out_and_placed() -> None:
    record = repair(Article(id="a", raw=PAGE))
    found = [line for line in record.clean.split("\n") if line != "甲公司宣布裁员"]
    assert found == SENTENCES
    assert record.title == "甲公司宣布裁员"
    start = record.clean.index("发言人")
    assert record.span(start, start + 5).text == "发言人王某"


def test_a_page_without_an_article_is_an_error() -> None:
    with pytest.raises(ShuishuoError) as caught:
        repair(Article(id="a", raw="<html><body><img src='a.png'></body></html>"))
    assert caught.value.code == "E104"


def test_lines_of_a_page() -> None:
    page = "<p>甲&nbsp;<b>乙</b>\n丙</p><!-- 丁 -->a\nb<br>戊<script>己</script>"
    found = list(lines(page))
    assert [line.text for line in found] == ["甲 乙丙", "a b", "戊"]
    assert [page[slice(*place)] for place in found[0].places] == ["甲", "&nbsp;", "乙", "丙"]


def test_plain_text_is_no_page() -> None:
    assert not is_page("他说：<b>没有</b>。")
