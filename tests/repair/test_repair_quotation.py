"""Quotation marks: straight ones are told apart by their place, angular ones by depth."""

import pytest

from shuishuo.repair import quotation
from shuishuo.repair.draft import Draft


def curled(text: str) -> str:
    return Draft.of(text).settle([quotation.marks]).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('他说："好。"她说："不好。"', "他说：“好。”她说：“不好。”"),
        ('"好，"他说，"很好。"', "“好，”他说，“很好。”"),
        ('所谓"好"人，说：\n"一段', "所谓“好”人，说：\n“一段"),
        ("「他說『好』」", "“他說‘好’”"),
        ("“他说「好」”", "“他说‘好’”"),
        ("＂好＂", "“好”"),
        ("他说'好'了", "他说‘好’了"),
        ('他说了好"，走了', "他说了好”，走了"),
    ],
)
def test_changed(before: str, after: str) -> None:
    assert curled(before) == after


@pytest.mark.parametrize(
    "text", ["It's the boys' toy.", '买了5.5"屏幕', "“好”‘好’", '"Good," he said.', "他叫O'Neill。"]
)
def test_kept(text: str) -> None:
    assert curled(text) == text
