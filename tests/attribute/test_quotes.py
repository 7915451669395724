import pytest

from shuishuo.attribute.rules.quotes import quotations


def insides(text: str) -> list[str]:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return [text[item.inner_start : item.inner_end] for item in quotations(text, tuple(lines))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“好。”", ["好。"]),
        ("他说：“甲‘乙’丙。”", ["甲‘乙’丙。", "乙"]),
        ("他说：「甲『乙』丙。」", ["甲『乙』丙。", "乙"]),
        ('他说："好。"', ["好。"]),
        ("他说：“没有结尾。", ["没有结尾。"]),
        ("名叫“没有结尾", []),
        ("没有开头。”他说。", []),
        ("他说：“甲。“", ["甲。"]),
        ("“甲。\n“乙。”", ["甲。", "乙。"]),
        ("“甲。\n乙。\n丙。”", ["甲。", "乙。", "丙。"]),
        ("它叫It’s好", []),
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert insides(text) == expected


def test_nesting_is_kept() -> None:
    text = "“甲‘乙’。”"
    outer, inner = quotations(text, ((0, len(text)),))
    assert (outer.parent, inner.parent) == (-1, 0)
