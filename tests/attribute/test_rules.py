import time

import pytest
from written_records import record

from shuishuo.attribute import attribute
from shuishuo.errors import ShuishuoError
from shuishuo.record import Attribution, Record


def found(*paragraphs: str, title: str = "") -> list[tuple[str, list[str], list[str], list[str]]]:
    made: Record = attribute(record(*paragraphs, title=title), system="rules")

    def row(item: Attribution) -> tuple[str, list[str], list[str], list[str]]:
        parts = (item.source, item.cue, item.content)
        source, cue, content = ([span.text for span in spans] for spans in parts)
        return item.type, source, cue, content

    return [row(item) for item in made.attributions]


def test_a_clause_after_the_cue() -> None:
    assert found("对此/d ，/w 北山/ORG 公司/n 经理/n 王强/PER 表示/v ，/w 价格/n 不会/v 上涨/v 。/w") == [
        ("indirect", ["北山公司经理王强"], ["表示"], ["价格不会上涨"])
    ]


def test_a_quotation_after_the_cue() -> None:
    assert found("李明/PER 说/v ：/w “/w 我们/r 没有/v 降价/v 。/w ”/w") == [
        ("direct", ["李明"], ["说"], ["我们没有降价"])
    ]


def test_a_quotation_before_the_cue() -> None:
    assert found("“/w 我们/r 没有/v 降价/v 。/w ”/w 李明/PER 说/v 。/w") == [
        ("direct", ["李明"], ["说"], ["我们没有降价"])
    ]


def test_a_cue_between_two_quotations_is_one_act() -> None:
    rows = found("“/w 天气/n 很/d 好/a ，/w ”/w 李明/PER 说/v ，/w “/w 我们/r 出发/v 。/w ”/w")
    assert rows == [("direct", ["李明"], ["说"], ["天气很好", "我们出发"])]


def test_two_cues_share_a_subject() -> None:
    rows = found("王强/PER 表示/v ，/w 工程/n 已/d 完成/v ，/w 并/c 强调/v 质量/n 没有/v 问题/n 。/w")
    assert [(source, cue) for _, source, cue, _ in rows] == [(["王强"], ["表示"]), (["王强"], ["强调"])]
    assert rows[0][3] == ["工程已完成"]


def test_a_source_without_a_cue() -> None:
    assert found("王强/PER ：/w “/w 我们/r 明天/TIME 出发/v 。/w ”/w") == [("direct", ["王强"], [], ["我们明天出发"])]
    assert found("据/p 北山/ORG 日报/n ，/w 大桥/n 已/d 通车/v 。/w")[0][1:] == (["北山日报"], [], ["大桥已通车"])


def test_speech_over_paragraphs() -> None:
    rows = found("李明/PER 说/v ：/w “/w 第一/m 天/q 下雨/v 。/w", "“/w 第二/m 天/q 天晴/v 。/w ”/w")
    assert rows[0][3] == ["第一天下雨", "第二天天晴"]


def test_names_in_quotation_marks_leave_content_indirect() -> None:
    assert found("王强/PER 表示/v ，/w “/w 银河/n ”/w 计划/n 不会/v 停止/v 。/w")[0][0] == "indirect"


@pytest.mark.parametrize(
    "paragraph",
    [
        "据/p 媒体/n 报道/v ，/w 大桥/n 已/d 通车/v 。/w",
        "这/r 表明/v ，/w 市场/n 需要/v 时间/n 。/w",
        "他/r 喜欢/v “/w 银河/n ”/w 牌/n 的/u 说明书/n 。/w",
        "_/w 王强/PER 表示/v ，/w 大桥/n 已/d 通车/v 。/w _/w",
    ],
)
def test_what_is_no_attribution(paragraph: str) -> None:
    assert found(paragraph) == []


def test_the_headline_is_skipped() -> None:
    assert found("王强/PER 称/v 大桥/n 已/d 通车/v", "大桥/n 很/d 长/a 。/w", title="王强称大桥已通车") == []


def test_a_record_without_segmentation_is_refused() -> None:
    with pytest.raises(ShuishuoError, match="E405"):
        attribute(record("他/r 说/v 。/w").with_(segmentation=None), system="rules")


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(KeyError):
        attribute(record("他/r 说/v 。/w"), system="none")


@pytest.mark.parametrize("marks", ["“/w ", "”/w ", "“/w ”/w ", "他/r 表示/v “/w "])
def test_many_marks_take_linear_time(marks: str) -> None:
    short, long = record(marks * 300), record(marks * 1200)
    times = []
    for made in (short, long):
        start = time.process_time()
        attribute(made, system="rules")
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 0.5
