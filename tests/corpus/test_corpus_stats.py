"""Statistics: what is counted, how distributions are compared, and the tables of the data card."""

import json
from collections import Counter
from pathlib import Path

import pytest
from corpus_sample import BRIDGE, KILN, write

from shuishuo.corpus import stats
from shuishuo.corpus.files import read_corpus
from shuishuo.corpus.profile import divergence, percentile, profile
from shuishuo.corpus.tables import Table


def test_a_profile_counts_types_cues_kinds_and_labels(corpus: Path) -> None:
    found = profile(read_corpus(corpus)[1])
    assert found.distributions["type"] == {"indirect": 2, "direct": 2, "mixed": 1}
    assert found.distributions["cue"] == {"表示": 1, "说": 1, "称": 1, "指出": 1, "问": 1}
    assert found.distributions["cue position"] == {"before": 4, "after": 1}
    assert found.distributions["speaker kind"] == {"organization": 2, "person": 3}
    assert found.distributions["stance"] == {"neutral": 1, "against": 1}
    assert found.figures["characters"] == sum(len("".join(text.split())) for text in (KILN, BRIDGE))
    assert found.figures["% without a stance"] == 60
    assert found.figures["content length, percentile 99"] == len("窑顶的裂缝已经补好，下周一重新点火")


def test_percentiles_are_values_that_occur() -> None:
    assert [percentile([3, 1, 2, 4], p) for p in (1, 25, 50, 75, 99)] == [1, 1, 2, 3, 4]
    assert percentile([], 50) == 0


def test_divergence_runs_from_nothing_to_one_bit() -> None:
    a, b = Counter(x=3, y=1), Counter(x=6, y=2)
    assert divergence(a, b) == 0
    assert divergence(Counter(x=5), Counter(y=1)) == 1
    assert divergence(Counter(x=1), Counter(x=1, y=1)) == pytest.approx(0.311278, abs=1e-6)  # worked by hand
    with pytest.raises(ValueError, match="empty"):
        divergence(a, Counter())


def test_the_tables_stand_beside_real_news(corpus: Path, tmp_path: Path) -> None:
    reference = tmp_path / "real"
    _, ours = read_corpus(corpus)
    documents = [document.to_json() for document in ours.documents]
    texts = [json.dumps({"id": id_, "text": text}) for id_, text in ours.texts.items()]
    write(reference / "articles.jsonl", "\n".join(texts) + "\n")
    write(reference / "gold.jsonl", "\n".join(documents) + "\n")
    written = stats(corpus, reference=reference).to_markdown()
    assert "| indirect | 40.0 | 40.0 |" in written
    assert written.count("Jensen–Shannon divergence: 0.000 bits.") == 6
    assert "| all | 2 |" in written


def test_without_real_news_there_is_one_column(corpus: Path) -> None:
    written = stats(corpus).to_markdown()
    assert "| indirect | 40.0 |\n" in written
    assert "real news" not in written


def test_numbers_stand_to_the_right() -> None:
    table = Table(title="T", columns=("a|b", "n"), rows=[("x|y", 1234), ("z", 0.25)])
    assert table.to_markdown() == "### T\n\n| a\\|b | n |\n| --- | ---: |\n| x\\|y | 1,234 |\n| z | 0.2 |\n"
