"""What evaluation writes: the evaluation set with its causes, metrics and plots, the same bytes every time."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from evaluate_sample import change, drop, span

from shuishuo.document import Document
from shuishuo.evaluate import COLUMNS, evaluate, evaluation_set, write_evaluation_set, write_metrics, write_plots
from shuishuo.record import Stance


def causes(gold: Document, predicted: Document, text: str) -> dict[str, str]:
    """The cause of each row that has one, by gold id, or predicted id where there is no gold."""
    frame = evaluation_set([gold], [predicted], {gold.id: text})
    return {
        (row.predicted_id if pd.isna(row.gold_id) else row.gold_id): row.cause
        for row in frame.itertuples()
        if row.cause
    }


def test_one_row_for_every_paired_missed_and_spurious_attribution(gold: Document, text: str) -> None:
    noise = replace(gold.attributions[0], id="n1", content=(span("6月3日发布公告"),))
    predicted = replace(drop(gold, "a5"), attributions=(*drop(gold, "a5").attributions, noise))
    frame = evaluation_set([gold], [predicted], {"yunzhou": text})
    assert frame.status.value_counts().to_dict() == {"paired": 4, "missed": 1, "spurious": 1}
    assert list(frame.columns) == list(COLUMNS)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMNS
    assert causes(gold, predicted, text) == {"a5": "not found", "n1": "noise"}


def test_a_row_holds_both_sides(gold: Document, text: str) -> None:
    row = evaluation_set([gold], [change(gold, "a3", speaker=None)], {"yunzhou": text}).set_index("gold_id").loc["a3"]
    assert row.gold_content == "双方可以再谈， … 但云舟科技应先付款"
    assert row.gold_cue == row.predicted_cue == "认为"
    assert row.gold_cue_spans == f"{text.index('认为')}-{text.index('认为') + 2}"
    assert (row.gold_speaker, row.gold_speaker_kind) == ("陈砚", "person")
    assert pd.isna(row.predicted_speaker)
    assert row.gold_stances == "云舟科技=against"
    assert (row.speaker_right, row.content_right, row.jaccard) == (False, True, 1.0)
    assert (row.cue_position, row.source_form) == ("inside", "explicit")


@pytest.mark.parametrize(
    ("id_", "changes", "cause"),
    [
        ("a2", {"content": (span("科技拖欠货款，星河公司已经尽力"),)}, "left boundary"),
        ("a2", {"content": (span("云舟科技拖欠货款，星河公司"),)}, "right boundary"),
        ("a2", {"content": (span("云舟科技拖欠"), span("星河公司已经尽力"))}, "inner boundary"),
        ("a2", {"cue": (span("还称"),)}, "wrong cue"),
        ("a2", {"source": ()}, "wrong source"),
        ("a2", {"type": "mixed"}, "wrong type"),
        ("a2", {"speaker": "e1"}, "wrong speaker"),
        ("a4", {"stances": (Stance(target="e2", label="against"),)}, "stance flip"),
        ("a4", {"stances": (Stance(target="e2", label="neutral"),)}, "wrong label"),
        ("a4", {"stances": ()}, "missed target"),
        ("a5", {"stances": (Stance(target="e2", label="favor"),)}, "spurious target"),
    ],
)
def test_causes_of_pairs(gold: Document, text: str, id_: str, changes: dict[str, object], cause: str) -> None:
    assert causes(gold, change(gold, id_, **changes), text) == {id_: cause}


def test_a_wrong_kind_is_not_a_wrong_speaker(gold: Document, text: str) -> None:
    entities = tuple(replace(e, kind="organization") if e.id == "e5" else e for e in gold.entities)
    assert causes(gold, replace(gold, entities=entities), text) == {"a5": "wrong kind"}


def test_split_and_merged(gold: Document, text: str) -> None:
    whole = change(gold, "a2", content=(span("云舟科技拖欠货款"),))
    rest = replace(gold.attributions[1], id="rest", content=(span("星河公司已经尽力"),))
    split = causes(gold, replace(whole, attributions=(*whole.attributions, rest)), text)
    assert split == {"a2": "right boundary; split", "rest": "split"}

    long = span("双方可以再谈，”律师陈砚认为，“但云舟科技应先付款。”\n其还称，星河公司值得信任")
    merged = causes(gold, change(drop(gold, "a4"), "a3", content=(long,)), text)
    assert merged == {"a3": "merged", "a4": "merged"}

    short = span("星河公司的一名员工说，云舟科技拖欠货款，星河公司已经尽力")
    inner = replace(gold.attributions[1], id="in", content=(span("星河公司的一名员工"),))
    merged = causes(replace(gold, attributions=(*gold.attributions, inner)), change(gold, "a2", content=(short,)), text)
    assert merged == {"a2": "left boundary; merged", "in": "merged"}


def test_a_shard_of_a_content_names_its_boundary(gold: Document, text: str) -> None:
    found = causes(gold, change(gold, "a2", id="p", content=(span("尽力"),)), text)
    assert found == {"a2": "left boundary", "p": "left boundary"}


def write_all(gold: Document, predicted: Document, text: str, folder: Path) -> dict[str, bytes]:
    report = evaluate([gold], [predicted], {"yunzhou": text}, draws=20)
    write_metrics(report, folder / "metrics.json")
    write_plots(report, folder / "plots")
    write_evaluation_set(evaluation_set([gold], [predicted], {"yunzhou": text}), folder)
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_files_are_complete_and_the_same_every_time(gold: Document, text: str, tmp_path: Path) -> None:
    predicted = change(drop(gold, "a5"), "a4", stances=())
    first, second = (write_all(gold, predicted, text, tmp_path / name) for name in ("one", "two"))
    assert first == second
    drawn = ("errors", "figures", "groups", "reliability", "stances")
    plots = {f"plots/{name}.{end}" for name in drawn for end in ("csv", "png", "svg")}
    assert set(first) == {"metrics.json", "evalset.csv", "evalset.parquet", "plots/worst.csv", *plots}


def test_metrics_are_nested_plain_numbers(gold: Document, text: str, tmp_path: Path) -> None:
    write_metrics(evaluate([gold], [drop(gold, "a5")], {"yunzhou": text}, draws=1), tmp_path / "metrics.json")
    metrics = json.loads((tmp_path / "metrics.json").read_bytes())

    def leaves(value: object) -> list[object]:
        return [leaf for inner in value.values() for leaf in leaves(inner)] if isinstance(value, dict) else [value]

    assert all(type(leaf) in (int, float) for leaf in leaves(metrics))
    assert metrics["attributions"] == {"gold": 5, "predicted": 4}
    assert metrics["figures"]["detection recall"] == 0.8
    assert metrics["groups"]["source form"]["pronoun"] == {"gold": 1, "found": 1.0, "found with speaker": 1.0}


def test_stance_decisions_hold_what_is_missing_and_what_is_too_much(gold: Document, text: str) -> None:
    predicted = change(drop(gold, "a1"), "a4", stances=(Stance(target="e1", label="neutral"),))
    decisions = evaluate([gold], [predicted], {"yunzhou": text}, draws=1).stances
    correct = [("against", "against"), ("against", "against"), ("favor", "favor")]
    wrong = [("against", "none"), ("favor", "none"), ("none", "neutral")]
    assert sorted((decision.actual, decision.predicted) for decision in decisions) == sorted(correct + wrong)


def test_the_evaluation_set_survives_parquet(gold: Document, text: str, tmp_path: Path) -> None:
    frame = evaluation_set([gold], [drop(gold, "a5")], {"yunzhou": text})
    write_evaluation_set(frame, tmp_path)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "evalset.parquet"), frame)


def test_the_table_prints_percent_with_its_interval(gold: Document, text: str) -> None:
    table = evaluate([gold], [drop(gold, "a5")], {"yunzhou": text}, draws=5).to_table().splitlines()
    assert table[0] == "1 articles, 5 gold and 4 predicted attributions"
    assert table[3] == "detection recall          80.0   95% [80.0, 80.0]"


def test_without_gold_there_is_nothing_to_measure() -> None:
    with pytest.raises(ValueError, match="0 articles"):
        evaluate([], [], {})
