from pathlib import Path

from shuishuo.segment.measure import counts, figures, spans
from shuishuo.segment.treebank import read_treebank

CONLLU = """# text = "數據"很3.5好,
1\t"\t_\n2\t數據\t_\n3\t"\t_\n4-5\t很好\t_\n4\t很\t_\n5\t3.5\t_\n6\t好\t_\n7\t,\t_

1\t完\t_
"""


def test_treebank_is_read_as_clean_text(tmp_path: Path) -> None:
    file = tmp_path / "some.conllu"
    file.write_text(CONLLU, encoding="utf-8")
    assert read_treebank(file) == [["“", "数据", "”", "很", "3.5", "好", "，"], ["完"]]


def test_figures_by_hand() -> None:
    gold = [["数据", "接口"], ["好"]]
    rows = counts(gold, lambda text: spans([text]))
    assert rows == [(0, 1, 2), (1, 1, 1)]
    result = figures(rows)
    assert (result["precision"], result["recall"], result["f1"]) == (50.0, 33.33, 40.0)
    assert result["low"] <= result["f1"] <= result["high"]
