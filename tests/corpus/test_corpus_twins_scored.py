"""The road of the damaged twins by the command: made of one split, annotated, and scored beside the clean articles."""

import json
from pathlib import Path

import pytest

from shuishuo.cli import main
from shuishuo.corpus import read_index


def test_twins_of_a_split_are_scored_beside_it(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = read_index(corpus / "index.jsonl")[0]
    twins, clean, out = tmp_path / "twins", tmp_path / "clean.jsonl", tmp_path / "eval"
    assert main(["corpus", "twins", "--root", str(corpus), "--split", row.split, "--output", str(twins)]) == 0
    chosen = {other.id for other in read_index(corpus / "index.jsonl") if other.split == row.split}
    assert {path.stem for path in (twins / "raw").iterdir()} == chosen
    assert (twins / "raw" / f"{row.id}.txt").read_bytes() != (corpus / "raw" / f"{row.id}.txt").read_bytes()

    assert main(["annotate", str(twins / "raw"), "--output", str(twins / "annotated.jsonl")]) == 0
    assert main(["annotate", str(corpus / "raw"), "--output", str(clean)]) == 0
    split = ["--corpus", str(corpus), "--split", row.split]
    scored = ["evaluate", str(corpus / "gold/annotations"), str(clean), *split, "--twins", str(twins)]
    assert main([*scored, "--output", str(out)]) == 0
    table = capsys.readouterr().out
    assert table.startswith(f"{len(chosen)} articles, ")
    assert "on damaged twins of the articles" in table
    metrics = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["damaged twins"].keys() == metrics["figures"].keys()
