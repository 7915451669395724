"""Decoding: declared or detected, and refused where bytes are no text."""

import pytest

from shuishuo.encoding import decode
from shuishuo.errors import ShuishuoError

SIMPLIFIED = "甲公司发言人表示，“我们没有接到通知”。"
TRADITIONAL = "甲公司發言人表示：「我們沒有接到通知。」"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_is_detected(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_traditional_is_detected(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == (TRADITIONAL, encoding)


def test_a_byte_order_mark_decides_and_stays() -> None:
    assert decode(b"\xff\xfe" + "甲乙".encode("utf-16-le")) == ("\ufeff甲乙", "utf-16-le")


def test_a_page_declares_its_encoding() -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5">{TRADITIONAL}'
    assert decode(page.encode("big5")) == (page, "big5hkscs")


def test_a_false_declaration_is_not_believed() -> None:
    page = f'<html><meta charset="big5">{SIMPLIFIED}'
    assert decode(page.encode("utf-8")) == (page, "utf-8")


def test_a_few_spoilt_bytes_are_replaced() -> None:
    data = (SIMPLIFIED * 20).encode()[:-1]
    text, encoding = decode(data)
    assert encoding == "utf-8"
    assert text.count("\ufffd") == 1


def test_the_encoding_named_is_used_or_refused() -> None:
    assert decode(TRADITIONAL.encode("big5"), encoding="Big5") == (TRADITIONAL, "big5hkscs")
    with pytest.raises(ShuishuoError) as caught:
        decode(b"\xff\xff", encoding="utf-8")
    assert caught.value.code == "E102"


def test_noise_is_refused() -> None:
    with pytest.raises(ShuishuoError) as caught:
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(range(256)))
    assert caught.value.code == "E102"
