from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuishuo.segment.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("真的吗？！当然。。好", ["真的吗？！", "当然。。", "好"]),
        ("没有句号的标题\n  正文。 \n\n", ["没有句号的标题", "正文。"]),
        ("", []),
        ("。", ["。"]),
        # a quotation is kept whole, and closes the sentence if it ends with one
        ("他说：“不行。不可以。”随后离开。", ["他说：“不行。不可以。”", "随后离开。"]),
        ("“不行。”他说。大家散了。", ["“不行。”他说。", "大家散了。"]),
        ("“不行。”他说，“绝对不行。”大家散了。", ["“不行。”他说，“绝对不行。”", "大家散了。"]),
        ("“不行”，他说。大家散了。", ["“不行”，他说。", "大家散了。"]),
        ("甲说：“乙告诉我‘别去。’我就没去。”完了。", ["甲说：“乙告诉我‘别去。’我就没去。”", "完了。"]),
        ("甲说：「别去。」完了。", ["甲说：「别去。」", "完了。"]),
        # a question that is named, not asked
        ("面对“怎么办？”他有答案。", ["面对“怎么办？”他有答案。"]),
        ("读《谁来了？》的人不多。", ["读《谁来了？》的人不多。"]),
        ("“好。”的说法不对。", ["“好。”的说法不对。"]),
        # marks missing or mixed
        ("他说：“没有合上。还在说。\n新的一段。", ["他说：“没有合上。还在说。", "新的一段。"]),
        ("多余的“引号没有合上。下一句。", ["多余的“引号没有合上。", "下一句。"]),
        ("没有开头。的引号”之后。再来。", ["没有开头。", "的引号”之后。", "再来。"]),
        ("他说：“混用了。引号’他走了。", ["他说：“混用了。引号’他走了。"]),
        ("It’s OK。她说：“好。行。”走了。", ["It’s OK。", "她说：“好。行。”", "走了。"]),
        # speech over several paragraphs, opened in each
        ("他说：“一。二。\n“三。四。\n“五。六。”完。", ["他说：“一。二。", "“三。四。", "“五。六。”", "完。"]),
        # opened once, closed in a later paragraph
        ("他说：“一。二。\n三。四。\n五。六。”完。", ["他说：“一。二。", "三。四。", "五。六。”", "完。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text(alphabet="他说“”‘’「」《》（）。！？，：\n 好a", max_size=60))
def test_sentences_cover_the_paragraphs_in_order(text: str) -> None:
    lines = paragraphs(text)
    found = sentences(text, lines)
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert all(any(start <= a and b <= end for start, end in lines) for a, b in found)
    assert all(text[a:b] == text[a:b].strip() for a, b in found)
