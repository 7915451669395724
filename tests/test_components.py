"""spaCy: the stages as components over one Doc, which crosses processes and files with its record."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

import shuishuo

TEXT = "雲舟科技有限公司昨日表示:“我們沒有收到任何通知。”\n星河物流則稱,雲舟科技的說法不實。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return shuishuo.load().nlp


def test_doc_is_over_the_clean_text(nlp: Language) -> None:
    doc = nlp(TEXT)
    record = doc._.record
    assert doc.text == record.clean
    assert record.raw == TEXT
    assert [sentence.text.strip() for sentence in doc.sents] == record.clean.split("\n")
    assert "云舟科技有限公司" in [name.text for name in doc.ents]


def test_spans_of_the_doc_hold_those_of_the_record(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [a.id for a in doc._.attributions] == ["a1", "a2"]
    for role in ("source", "cue", "content"):
        exact = [span.clean for a in doc._.attributions for span in getattr(a, role)]
        wide = [(span.start_char, span.end_char) for span in doc.spans[role]]
        assert all(w[0] <= e[0] and e[1] <= w[1] for w, e in zip(wide, exact, strict=True))


def test_same_as_the_annotator(nlp: Language) -> None:
    record = shuishuo.load().annotate(TEXT)
    assert nlp(TEXT)._.record.attributions == record.attributions


def test_every_component_has_what_it_requires(nlp: Language) -> None:
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_a_component_out_of_order_is_reported(nlp: Language) -> None:
    alone = spacy.blank("zh")
    alone.add_pipe("shuishuo_stance")
    assert alone.analyze_pipes()["problems"]["shuishuo_stance"]


def test_doc_bin_round_trip(nlp: Language) -> None:
    doc = nlp(TEXT)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    back = next(iter(DocBin().from_bytes(data).get_docs(nlp.vocab)))
    assert back._.record == doc._.record


def test_saved_pipeline_loads(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.record == nlp(TEXT)._.record


def test_two_processes_give_the_same_records(nlp: Language) -> None:
    texts = [TEXT, TEXT * 2, TEXT * 3]
    one = [doc._.record.to_json() for doc in nlp.pipe(texts)]
    two = [doc._.record.to_json() for doc in nlp.pipe(texts, n_process=2)]
    assert one == two
