"""The record: written and read without loss, and every broken record refused with a code."""

import json
from typing import Any

import pytest

from shuishuo.alignment import Alignment, Edit
from shuishuo.errors import ShuishuoError
from shuishuo.record import Attribution, Entity, Name, Record, Repair, Segmentation, Stance, Token

RAW = "云舟(zhōu)表示：“不实。”"


def sample() -> Record:
    alignment = Alignment.from_edits(len(RAW), [Edit(2, 8, "")])
    record = Record(id="a", raw=RAW, clean="云舟表示：“不实。”", alignment=alignment, title="题")
    return record.with_(
        repairs=(Repair(kind="pinyin-splice", start=2, end=8, before="(zhōu)", after=""),),
        segmentation=Segmentation(
            paragraphs=((0, 10),),
            sentences=((0, 10),),
            tokens=(Token(start=0, end=2, tag="ORG"), Token(start=2, end=4, tag="v")),
            names=(Name(start=0, end=2, kind="organization"),),
        ),
        entities=(
            Entity(id="e1", name="云舟", name_clean="云舟", kind="organization", mentions=(record.span(0, 2),)),
            Entity(id="e2", name="对方", name_clean="对方", kind="anonymous"),
        ),
        attributions=(
            Attribution(
                id="a1",
                type="direct",
                source=(record.span(0, 2),),
                cue=(record.span(2, 4),),
                content=(record.span(6, 8),),
                speaker="e1",
                confidence=0.9,
                stances=(Stance(target="e2", label="against", confidence=0.5),),
            ),
        ),
    )


def test_round_trip() -> None:
    record = sample()
    line = record.to_json()
    assert Record.from_json(line) == record
    assert Record.from_json(line).to_json() == line


def test_offsets_are_into_raw() -> None:
    span = sample().attributions[0].content[0]
    assert (span.start, span.end, span.text, span.clean) == (12, 14, "不实", (6, 8))


def broken(**changes: Any) -> str:
    return json.dumps({**sample().to_dict(), **changes})


def test_shifted_span_is_refused() -> None:
    data = sample().to_dict()
    data["attributions"][0]["content"][0]["start"] += 1
    with pytest.raises(ShuishuoError, match="E301"):
        Record.from_dict(data)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[]", "E302"),
        ("{", "E302"),
        ("{}", "E302"),
        (broken(version=99), "E303"),
        (broken(clean="短"), "E302"),
        (broken(entities=[]), "E302"),
        (broken(surprise=1), "E302"),
        (broken(alignment=[[0, 1, 1, 2]]), "E302"),
    ],
)
def test_broken_records_are_refused(line: str, code: str) -> None:
    with pytest.raises(ShuishuoError) as caught:
        Record.from_json(line)
    assert caught.value.code == code


def test_stage_out_of_order_is_named() -> None:
    with pytest.raises(ShuishuoError, match="E405"):
        _ = sample().with_(segmentation=None).segmented
