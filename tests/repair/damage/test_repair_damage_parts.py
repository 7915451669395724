"""The parts of the damage repair: GBK, the language model and its training, quotation marks, the measuring."""

import json
import math
import time
from pathlib import Path

import pytest

from shuishuo.errors import ShuishuoError
from shuishuo.repair.damage import Fix, apply, gbk, language_model, measure, quotation, undo
from shuishuo.repair.damage.article import ArticleModel
from shuishuo.repair.damage.forward import TWINS, fold, forward
from shuishuo.repair.damage.splices import keys_of
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


KEYS = {"數": "shù", "據": "jù", "發": "fā", "會": "huì"}
FRAME = "公司發言人表示,數據服務將於下週恢復,用戶不會受到影響。{}數據顯示,發貨量正在回升。"


def mended(sentence: str) -> tuple[str, str]:
    """A sentence among others, as it was written and after damage and repair."""
    clean = FRAME.format(sentence).translate(str.maketrans({twin: mark for mark, twin in TWINS.items()}))
    page = forward(clean, KEYS)
    assert fold(clean) != page
    return fold(clean), apply(page, undo(page))


def test_a_number_does_not_begin_with_zero() -> None:
    clean, restored = mended("他說：“我們等着復工。”2020年，工廠停產三個月。")
    assert restored == clean


def test_a_mark_whose_second_byte_begins_a_key_keeps_its_key() -> None:
    assert gbk.pairs()["，"] == (0xA3, 0xAC)
    key = next(key for key in keys_of(",", "yǐng"))
    assert gbk.pairs()[key][0] == 0xAC
    assert keys_of(",", "yǐng") == keys_of("，", "yǐng")


def test_a_lost_digit_is_one_that_changes_nothing_on_the_page() -> None:
    clean = "他說：“會開完了。”6月的數據不能公佈。2月再說。"
    pair = measure.Pair(clean, forward(clean, KEYS), KEYS)
    assert pair.damaged == forward(clean.replace("6", "7"), KEYS) != forward(clean.replace("2", "3"), KEYS)
    counts = measure.compare(pair, [])
    assert (counts["spots"], counts["spots with a lost digit"]) == (1, 1)


@pytest.mark.parametrize(
    ("article", "likelier", "other"), [("她說，她不去。", "她", "他"), ("他說，他不去。", "他", "她")]
)
def test_the_article_tells_who_is_meant(article: str, likelier: str, other: str) -> None:
    model = ArticleModel(article, language_model.load())
    assert model.read((), likelier)[0] > model.read((), other)[0] + 0.5


def test_the_article_tells_its_script() -> None:
    """換 is Traditional, 换 Simplified; neither article has the character itself."""
    model = language_model.load()
    traditional = ArticleModel("公司發言人說，這個數據沒有錯誤，業務會繼續。", model)
    simplified = ArticleModel("公司发言人说，这个数据没有错误，业务会继续。", model)
    assert traditional.form("換") > traditional.form("换") + 3
    assert simplified.form("换") > traditional.form("换") + 2


def test_a_full_stop_is_not_topical() -> None:
    """An article full of full stops makes a second one behind the first no likelier."""
    model = language_model.load()
    context = (model.number("了"), model.number("。"))
    few, many = (ArticleModel(text, model) for text in ("他來了" * 30 + "。", "他來了。" * 30))
    assert many.read(context, "。")[0] <= few.read(context, "。")[0] + 0.1
