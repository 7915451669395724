import pytest

from shuishuo.record import Name, Token
from shuishuo.resolve import resolve
from shuishuo.resolve.compounds import compounds, models
from shuishuo.resolve.lexicon import lexicon


def tokens(words: str) -> tuple[str, list[Token]]:
    """A text and its words from `附近/f 居民/n`."""
    text, out = "", []
    for word in words.split():
        form, tag = word.split("/")
        out.append(Token(start=len(text), end=len(text) + len(form), tag=tag))
        text += form
    return text, out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("他/r 问/v 附近/f 居民/n 。/w", [("附近居民", "anonymous")]),
        ("他/r 问/v 十/m 名/q 法国/LOC 官员/n 。/w", [("十名法国官员", "anonymous")]),
        ("青山/LOC 警方/n 的/u 警员/n 来/v", [("青山警方的警员", "anonymous")]),
        ("法国/LOC 海军/n 到/v 了/u", [("法国海军", "organization")]),
        ("国产/b 战机/n 到/v", [("国产战机", "product")]),
        ("他/r 问/v 居民/n 。/w", []),
        ("青山/LOC 律师/n 田小禾/PER 说/v", []),
    ],
)
def test_phrases_with_a_head_noun(words, expected) -> None:
    text, found = tokens(words)
    assert [(text[start:end], sense) for start, end, sense in compounds(text, found, lexicon())] == expected


def test_a_quoted_ship_is_a_product() -> None:
    text = "“木兰花”号沉没。"
    assert [(text[a:b], sense) for a, b, sense in compounds(text, [], lexicon())] == [("“木兰花”号", "product")]


def test_a_model_number_with_its_maker() -> None:
    text = "木兰M7与F-16"
    names = [Name(start=0, end=2, kind="organization")]
    assert [text[a:b] for a, b in models(text, names)] == ["木兰M7", "F-16"]


def mentions(record, name: str) -> list[str]:
    return [record.clean_text(m) for e in record.entities if e.name == name for m in e.mentions]


def test_each_country_of_a_joint_word_is_mentioned(told) -> None:
    record = told(
        "中国和法国来了。[s 1|田小禾][c 1|称]，[q 1|中法好]。",
        田小禾="person",
        中国="place",
        法国="place",
        中法="place",
    )
    record = resolve(record)
    assert "中" in mentions(record, "中国")
    assert "法" in mentions(record, "法国")


def test_a_bare_noun_means_the_last_such_organization(told) -> None:
    marked = "青山大学开会。[s 1|田小禾][c 1|称]，[q 1|学校会改]。"
    record = resolve(told(marked, 田小禾="person", 青山大学="organization", 学校="organization"))
    assert "学校" in mentions(record, "青山大学")
