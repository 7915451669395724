"""Public stance data as examples."""

import gzip
import json

import pytest

from shuishuo.errors import ShuishuoError
from shuishuo.train.microblogs import read_microblogs

ROWS = [
    {"id": "1", "text": "山楂酪真不错，山楂酪我还要买", "target": "山楂酪", "label": "favor"},
    {"id": "2", "text": "这一家不提也罢", "target": "山楂酪", "label": "against"},
]


def test_texts_that_name_their_target_become_examples(tmp_path):
    path = tmp_path / "rows.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in ROWS)
    (one,) = read_microblogs(path)
    (anchor,) = one.anchors
    assert [one.text[start:end] for start, end, _ in anchor.targets] == ["山楂酪", "山楂酪"]
    assert {label for _, _, label in anchor.targets} == {anchor.overall} == {0}
    assert one.text[slice(*anchor.content[0])] == ROWS[0]["text"]


def test_rows_of_another_form_are_refused(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(ShuishuoError, match="E105"):
        read_microblogs(path)
