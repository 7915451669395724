import shutil
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from shuishuo.errors import ShuishuoError
from shuishuo.resources import folder, verified_files
from shuishuo.segment.words import MODEL, blank, words

TEXT = " 快递公司\u3000\u3000昨天宣布，\r\n\t“接口”恢复。\n\nOpenAI 3.5 版本\n"


def test_words_leave_out_white_space_only() -> None:
    found = words(TEXT, ((0, len(TEXT)),))
    assert "".join(TEXT[start:end] for start, end in found) == "".join(TEXT.split())
    assert {"快递", "公司", "宣布"} <= {TEXT[start:end] for start, end in found}


def test_doc_text_is_the_text() -> None:
    nlp = blank()
    for text in (TEXT, "", " ", "\n", "好"):
        assert nlp(text).text == text


@given(st.text(alphabet=" \n\r\t\u3000\u200b好的公司，A1“”", max_size=30))
def test_doc_text_is_any_text(text: str) -> None:
    assert blank_once()(text).text == text


def test_pipeline_survives_the_disk(tmp_path: Path) -> None:
    nlp = blank()
    nlp.to_disk(tmp_path)
    assert [token.text for token in spacy.load(tmp_path)(TEXT)] == [token.text for token in nlp(TEXT)]


@pytest.mark.parametrize("damage", ["changed", "missing", "no manifest"])
def test_another_model_is_refused(tmp_path: Path, damage: str) -> None:
    model = tmp_path / "segmenter"
    shutil.copytree(folder(MODEL), model)
    if damage == "changed":
        (model / "weights.npz").write_bytes((model / "weights.npz").read_bytes()[:-1] + b"?")
    elif damage == "missing":
        (model / "features.msgpack").unlink()
    else:
        (model / "manifest.json").unlink()
    with pytest.raises(ShuishuoError) as error:
        verified_files(model)
    assert error.value.code == "E401"


def test_manifest_names_what_is_loaded() -> None:
    files = verified_files(folder(MODEL))
    assert set(files) == {"features.msgpack", "weights.npz"}
    assert sum(map(len, files.values())) < 12_000_000


_shared = {}


def blank_once() -> spacy.Language:
    return _shared.setdefault("nlp", blank())
