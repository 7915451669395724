"""The command: what it writes, what it prints where, and the exit status."""

import io
import json
import re
from pathlib import Path

import jsonschema
import pytest

from shuishuo.cli import main
from shuishuo.errors import CODES
from shuishuo.record import Record

TEXT = "云舟科技有限公司昨日表示，公司没有收到任何通知。\n星河物流则称，云舟科技的说法不实。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good articles, one empty and one that is no text."""
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "good.txt").write_text(TEXT, encoding="utf-8")
    (inside / "empty.txt").write_text(" \n", encoding="utf-8")
    row = {"id": "row", "text": TEXT, "title": "题", "date": "2021-03-04"}
    (inside / "rows.jsonl").write_text(json.dumps(row) + "\n[1]\n", encoding="utf-8")
    return inside


def test_annotate_writes_records_and_names_the_quarantine(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["annotate", str(folder), "--output", str(out)]) == 3
    records = [Record.from_json(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [record.id for record in records] == ["good", "row"]
    assert records[1].published == "2021-03-04"
    rows = [json.loads(line) for line in (tmp_path / "out.quarantine.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["code"]) for row in rows] == [("empty", "E103"), ("rows:2", "E105")]
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "out.quarantine.jsonl" in captured.err


def test_annotate_finds_both_sides(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["annotate", str(folder / "good.txt"), "--output", str(out)]) == 0
    record = Record.from_json(out.read_text(encoding="utf-8"))
    names = {entity.id: entity.name for entity in record.entities}
    assert [names[a.speaker or ""] for a in record.attributions] == ["云舟科技有限公司", "星河物流"]
    assert not (tmp_path / "out.quarantine.jsonl").exists()


def test_records_follow_the_published_schema(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    out = tmp_path / "out.jsonl"
    main(["annotate", str(folder / "good.txt"), "--output", str(out)])
    jsonschema.validate(json.loads(out.read_text(encoding="utf-8")), schema)


def test_same_input_gives_same_bytes(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    for out in (first, second):
        main(["annotate", str(folder), "--output", str(out)])
    assert first.read_bytes() == second.read_bytes()


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    out = tmp_path / "out.jsonl"
    assert main(["annotate", "-", "--output", str(out)]) == 0
    assert Record.from_json(out.read_text(encoding="utf-8")).id == "stdin"


def test_repair_prints_the_clean_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.txt"
    path.write_text("雲舟科技昨日表示:「公司沒有收到任何通知,也不會回應。」", encoding="utf-8")
    assert main(["repair", str(path)]) == 0
    assert capsys.readouterr().out.strip() == "云舟科技昨日表示：“公司没有收到任何通知，也不会回应。”"


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["annotate", "nowhere.pdf", "--output", "out.jsonl"], 2, "E201"),
        (["explain", "E999"], 2, "E202"),
        (["annotate", "a.txt", "--encoding", "klingon", "--output", "out.jsonl"], 2, "E204"),
        (["report", "missing.jsonl", "--output", "pages"], 1, "E101"),
        (["stage", "repair", "a.txt", "--output", "out.jsonl", "--params", "missing.yaml"], 2, "E203"),
    ],
)
def test_errors_are_one_line_with_a_code(
    arguments: list[str],
    status: int,
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    assert main(arguments) == status
    error = capsys.readouterr().err
    assert code in error
    assert "Traceback" not in error


def test_wrong_use_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["annotate"])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_output_that_cannot_be_written(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert main(["annotate", str(folder / "good.txt"), "--output", str(blocked / "out.jsonl")]) == 1
    assert "E404" in capsys.readouterr().err


def test_explain_lists_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    listed = re.findall(r"^(E\d+)", capsys.readouterr().out, flags=re.MULTILINE)
    assert listed == list(CODES)


def test_evaluate_and_report(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, gold = tmp_path / "out.jsonl", tmp_path / "gold.jsonl"
    main(["annotate", str(folder / "good.txt"), "--output", str(out)])
    gold.write_text(out.read_text(encoding="utf-8"), encoding="utf-8")  # scored against itself
    assert main(["compare", str(gold), str(out), str(out)]) == 0
    assert "quote+speaker F1" in capsys.readouterr().out
    assert main(["evaluate", str(gold), str(out), "--output", str(tmp_path / "eval")]) == 0
    table = capsys.readouterr().out
    assert re.search(r"quote\+speaker F1 +100\.0", table)
    assert json.loads((tmp_path / "eval" / "metrics.json").read_text(encoding="utf-8"))["figures"]["detection F1"] == 1
    assert main(["evalset", str(gold), str(out), "--output", str(tmp_path / "evalset")]) == 0
    assert main(["report", str(out), "--gold", str(gold), "--output", str(tmp_path / "pages")]) == 0
    assert "云舟科技有限公司" in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")


def test_a_stage_fails_beyond_the_allowed_share(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    params = tmp_path / "params.yaml"
    text = "attribute: {system: rules}\nquarantine: {share: %s}\nevaluate: {draws: 10, seed: 0}\ntwins: {seed: 0}\n"
    arguments = ["stage", "repair", str(folder), "--output", str(tmp_path / "out.jsonl"), "--params", str(params)]
    params.write_text(text % 0.5, encoding="utf-8")
    assert main(arguments) == 0
    params.write_text(text % 0.4, encoding="utf-8")
    assert main(arguments) == 1
    assert "E403" in capsys.readouterr().err
