"""The parts of the damage repair: GBK, the language model and its training, quotation marks, the measuring."""

import json
import math
import time
from pathlib import Path

import pytest

from shuishuo.errors import ShuishuoError
from shuishuo.repair.damage import Fix, gbk, language_model, measure, quotation
from shuishuo.repair.damage.forward import forward
from shuishuo.train import language_model as training


def test_careless_decoder() -> None:
    assert gbk.decode("規".encode("gbk") + b"ab") == "規ab"
    assert gbk.decode(b"\x8e(gu") == "?gu"  # a lead byte swallows the bracket
    assert gbk.decode(b"\xac\xc9\xcc\xbc") == "碳"  # AC C9 is nobody's
    assert gbk.decode(b"\x80\xb0") == "€?"


def test_gbk_goes_round() -> None:
    text = "數據，abc。€"
    assert gbk.decode(gbk.encode(text)) == text
    with pytest.raises(UnicodeEncodeError):
        gbk.encode("😀")


def test_shipped_model_is_quick_to_load_and_sums_to_one() -> None:
    begin = time.process_time()
    model = language_model.read(Path(__file__).parents[3] / "models/language_model")
    assert time.process_time() - begin < 1.0
    context = (model.number("公"), model.number("司"))
    known = range(1, len(model.numbers))
    total = sum(math.exp(model.score(context, number)) for number in known)
    assert total == pytest.approx(1, abs=0.03)
    assert max(known, key=lambda number: model.score((model.number("记"),), number)) == model.number("者")


def test_training_is_deterministic_and_read_back(tmp_path: Path) -> None:
    texts = ["公司表示，数据没有丢失。", "公司表示，服务没有中断。", "数据没有公布。"] * 2
    for name in ("one", "two"):
        training.write(*training.train(texts), tmp_path / name)
    files = [(tmp_path / name / language_model.FILE).read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]
    model = language_model.read(tmp_path / "one")
    likely, unlikely = (model.score((model.number("没"),), model.number(character)) for character in "有示")
    assert likely > -1 > unlikely


def test_tampered_model_is_refused(tmp_path: Path) -> None:
    training.write(*training.train(["公司表示，数据没有丢失。"] * 2), tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    manifest["files"][language_model.FILE] = "0" * 64
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ShuishuoError) as raised:
        language_model.read(tmp_path)
    assert raised.value.code == "E401"


def test_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ShuishuoError) as raised:
        language_model.read(tmp_path)
    assert raised.value.code == "E401"


def test_held_out_articles_are_not_trained_on(tmp_path: Path) -> None:
    ids = [f"a{number}" for number in range(40)]
    rows = [json.dumps({"id": name, "text": name}) for name in ids]
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(rows), "utf-8")
    kept = set(training.paragraphs(path))
    assert kept == {name for name in ids if not training.held_out(name)}
    assert 0 < len(kept) < len(ids)


@pytest.mark.parametrize(
    ("unclosed", "character", "costs", "after"),
    [
        ("", "“", False, "“"),
        ("“", "”", False, ""),
        ("", "”", True, ""),
        ("“", "“", True, "“"),
        ("“", "\n", True, ""),
        ("", "\n", False, ""),
        ("“‘", "”", False, ""),
        ("“", "字", False, "“"),
    ],
)
def test_quotation_marks_come_in_pairs(unclosed: str, character: str, costs: bool, after: str) -> None:
    cost, open_after = quotation.read(unclosed, character)
    assert (cost > 0, open_after) == (costs, after)


def test_comparison_counts_splices_and_spots() -> None:
    keys = {"數": "shù", "據": "jù", "規": "guī"}
    clean = "數據顯示商家帶來重大損失"
    pair = measure.Pair(clean, forward(clean, keys), keys)
    nothing = measure.compare(pair, [])
    assert (nothing["splices"], nothing["splices restored"]) == (2, 0)
    assert (nothing["spots"], nothing["spots restored"], nothing["exact"]) == (1, 0, 0)
    whole = measure.compare(
        pair,
        [Fix("pinyin-splice", 1, 6, ""), Fix("pinyin-splice", 7, 11, ""), Fix("byte-shift", 15, 24, "帶來重大損")],
    )
    assert (whole["splices restored"], whole["spots restored"], whole["exact"]) == (2, 1, 1)
    assert whole["spoiled elsewhere"] == 0
