"""The measure of speed and memory."""

import gzip
import json
from pathlib import Path

import pytest

from shuishuo.bench import Bench, measure
from shuishuo.bench.__main__ import main, read, sample
from shuishuo.formats import Article

TEXT = "海川公司表示，新厂明年投产。\n“订单已经排满，”厂长周岚说。"


def test_a_run_measures_every_stage_and_the_encoder():
    bench = measure([Article(id=str(at), raw=TEXT) for at in range(3)])
    assert (bench.articles, bench.characters) == (3, 3 * len(TEXT))
    assert list(bench.seconds) == ["repair", "segment", "attribute", "resolve", "stance", "write"]
    assert 0 < bench.pieces < bench.characters
    assert 0 < bench.encoder < bench.seconds["attribute"]
    assert 50 < bench.memory < 4000


def test_the_ratio_is_of_the_whole_time():
    bench = Bench(
        articles=1, characters=1000, pieces=500, seconds={"repair": 1.0, "attribute": 3.0}, encoder=2.0, memory=300.4
    )
    assert bench.ratio == 0.5
    assert bench.to_dict()["ratio"] == 0.5
    assert "annotate            4.00 s        250 characters/s" in bench.to_table()
    assert bench.to_table().endswith("speed beside the encoder alone: 0.50\npeak memory: 300 MB")


def test_without_articles_there_is_nothing_to_measure():
    with pytest.raises(ValueError, match="no articles"):
        measure([])


def test_packed_rows_and_plain_files_are_read(tmp_path: Path):
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a", "title": None, "text": TEXT}) + "\n")
    assert read(tmp_path / "news.jsonl.gz") == [Article(id="a", raw=TEXT)]
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert [article.raw for article in read(tmp_path / "b.txt")] == [TEXT]


def test_a_sample_is_spread_over_all():
    articles = [Article(id=str(at), raw=TEXT) for at in range(10)]
    assert [article.id for article in sample(articles, 3)] == ["0", "3", "6"]
    assert sample(articles, 20) == articles


def test_the_numbers_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / "b.txt"), "--output", str(tmp_path / "bench.json")]) == 0
    assert json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))["articles"] == 1
    assert "peak memory" in capsys.readouterr().out
