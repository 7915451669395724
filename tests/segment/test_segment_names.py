from itertools import pairwise

from shuishuo.alignment import Alignment
from shuishuo.record import Record, Segmentation
from shuishuo.segment import segment


def segmented(text: str) -> Segmentation:
    return segment(Record(id="x", raw=text, clean=text, alignment=Alignment.identity(len(text)))).segmented


def found(text: str) -> set[tuple[str, str]]:
    return {(text[name.start : name.end], name.kind) for name in segmented(text).names}


def places(text: str, word: str) -> int:
    return sum(text[name.start : name.end] == word for name in segmented(text).names)


def test_a_common_word_is_a_name_where_the_article_introduces_it() -> None:
    text = "菜鸟方面表示，不会涨价。记者问菜鸟的收费，菜鸟没有回答。用户支持菜鸟。"
    assert places(text, "菜鸟") == 4
    assert ("菜鸟", "organization") in found(text)


def test_and_not_where_it_does_not() -> None:
    assert places("他是新来的菜鸟，什么都不懂。菜鸟也会进步。", "菜鸟") == 0


def test_a_defined_short_form() -> None:
    text = "上海朝阳贸易有限公司（以下简称“朝阳”）昨日发布公告。朝阳的股东没有反对。"
    assert {("上海朝阳贸易有限公司", "organization"), ("朝阳", "organization")} <= found(text)
    assert places(text, "朝阳") == 2


def test_generic_nouns_are_no_names() -> None:
    text = "公司方面表示，平台负责人已经离职。律师称，公司发言人没有回应。"
    assert not {name for name, _ in found(text)} & {"公司", "平台", "律师"}


def test_organisations_by_their_head() -> None:
    text = "杭州市西湖区人民法院作出判决。日本公司不少。"
    assert ("杭州市西湖区人民法院", "organization") in found(text)
    assert "日本公司" not in {name for name, _ in found(text)}


def test_foreign_and_latin_names() -> None:
    text = "约翰·史密斯（John Smith）告诉记者，OpenAI不缺CEO。C919也不缺。"
    names = found(text)
    assert {
        ("约翰·史密斯", "person"),
        ("John Smith", "person"),
        ("OpenAI", "organization"),
        ("C919", "product"),
    } <= names
    assert "CEO" not in {name for name, _ in names}


def test_works_and_media() -> None:
    names = found("《江城晚报》记者说，《春天的河》很好看。")
    assert {("《江城晚报》", "organization"), ("《春天的河》", "product")} <= names


def test_a_name_is_not_found_inside_a_longer_word() -> None:
    text = "OpenAI方面表示，OpenAIX不是它的产品。"
    assert places(text, "OpenAI") == 1


def test_letters_without_end_are_no_name() -> None:
    assert found("A" * 5_000) == set()


def test_offsets_are_in_order_and_do_not_overlap() -> None:
    text = "6月1日，王小明在《江城晚报》上说，江城大学方面没有回应。\n\n　江城大学医学院称：“知道了。”"
    result = segmented(text)
    for ranges in (
        result.paragraphs,
        result.sentences,
        [(token.start, token.end) for token in result.tokens],
        [(name.start, name.end) for name in result.names],
    ):
        assert all(start < end for start, end in ranges)
        assert all(first[1] <= second[0] for first, second in pairwise(ranges))
    assert "".join(text[token.start : token.end] for token in result.tokens) == "".join(text.split())
    assert ("6月1日", "time") in found(text)


def test_tokens_have_the_tag_of_the_word_they_share_most_with() -> None:
    text = "王小明表示同意。"
    tags = {text[token.start : token.end]: token.tag for token in segmented(text).tokens}
    assert tags["表示"] == "v"
    assert tags["。"] == "w"


def test_same_bytes_again() -> None:
    record = Record(id="x", raw="菜鸟称好。", clean="菜鸟称好。", alignment=Alignment.identity(5))
    once = segment(record).to_json()
    segment(Record(id="y", raw="顺丰方面说不。", clean="顺丰方面说不。", alignment=Alignment.identity(7)))
    assert segment(record).to_json() == once
    assert Record.from_json(once) == segment(record)


def test_an_empty_text() -> None:
    assert segmented("") == Segmentation()
