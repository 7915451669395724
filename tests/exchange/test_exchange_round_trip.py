"""Every format gives back what it was given: texts to the character, spans, speakers and stances."""

from dataclasses import replace
from pathlib import Path

import pytest
from exchange_sample import CROSSING, DOCUMENT, DOCUMENTS, OUTER, TEXT, TEXTS, UNKNOWN

from shuishuo.document import Document, Entity, Span
from shuishuo.errors import ShuishuoError
from shuishuo.exchange import FORMATS, read_files, write_files

EVERY = pytest.mark.parametrize("name", FORMATS)
WITHOUT_TEI = pytest.mark.parametrize("name", [name for name in FORMATS if name != "tei"])
XML = pytest.mark.parametrize("name", ["tei", "uima"])


@EVERY
def test_documents_and_texts_come_back(name: str) -> None:
    format_ = FORMATS[name]
    annotated = format_.load(format_.dump(DOCUMENTS, TEXTS))
    assert annotated.texts == TEXTS
    assert list(annotated.documents) == DOCUMENTS


@EVERY
def test_they_come_back_from_files(name: str, tmp_path: Path) -> None:
    files = FORMATS[name].dump(DOCUMENTS, TEXTS)
    write_files(files, tmp_path / "new")
    assert read_files(tmp_path / "new") == files


@EVERY
def test_the_same_documents_give_the_same_bytes(name: str) -> None:
    again = FORMATS[name].load(FORMATS[name].dump(DOCUMENTS, TEXTS))
    assert FORMATS[name].dump(again.documents, again.texts) == FORMATS[name].dump(DOCUMENTS, TEXTS)


@EVERY
def test_each_character_comes_back(name: str) -> None:
    text = "开头" + "".join(map(chr, [9, 10, 13, 32, 35, 92, 95, 124, 0x85, 0xA0, 0x2028, 0x3000, 0xFEFF, 0x1F9FF]))
    documents = [Document(id="characters")]
    assert FORMATS[name].load(FORMATS[name].dump(documents, {"characters": text})).texts == {"characters": text}


@WITHOUT_TEI
def test_spans_may_cross(name: str) -> None:
    assert FORMATS[name].load(FORMATS[name].dump([CROSSING], TEXTS)).documents == (CROSSING,)


def test_crossing_spans_cannot_nest_as_elements() -> None:
    with pytest.raises(ShuishuoError) as caught:
        FORMATS["tei"].dump([CROSSING], TEXTS)
    assert caught.value.code == "E308"


@EVERY
@pytest.mark.parametrize(
    ("document", "texts", "code"),
    [
        (DOCUMENT, {}, "E305"),
        (DOCUMENT, {"茶-1": TEXT[1:]}, "E301"),
    ],
    ids=["no text", "another text"],
)
def test_what_does_not_fit_is_not_written(name: str, document: Document, texts: dict[str, str], code: str) -> None:
    with pytest.raises(ShuishuoError) as caught:
        FORMATS[name].dump([document], texts)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("brat", replace(DOCUMENT, id="a/b")),
        ("tei", replace(DOCUMENT, id="../up")),
        ("uima", replace(DOCUMENT, id="")),
        ("columns", replace(DOCUMENT, id="two\nlines")),
        ("brat", Document(id="茶-1", entities=(Entity(id="e1", kind="person", name="两\n行"),))),
        ("label-studio", Document(id="茶-1", attributions=(replace(UNKNOWN, id="a | 1"),))),
        ("tei", Document(id="茶-1", attributions=(replace(UNKNOWN, id="1 2"),))),
        ("columns", Document(id="茶-1", attributions=(replace(UNKNOWN, content=UNKNOWN.content * 2),))),
        ("brat", Document(id="茶-1", attributions=(replace(UNKNOWN, content=(Span(start=15, end=17, text="日\r"),)),))),
    ],
)
def test_what_a_format_cannot_hold_is_an_error(name: str, document: Document) -> None:
    with pytest.raises(ShuishuoError) as caught:
        FORMATS[name].dump([document], {document.id: TEXT})
    assert caught.value.code in ("E301", "E308")


@XML
def test_xml_cannot_hold_control_characters(name: str) -> None:
    with pytest.raises(ShuishuoError) as caught:
        FORMATS[name].dump([Document(id="x")], {"x": "铃\x07声"})
    assert caught.value.code == "E308"


@XML
def test_document_types_are_refused(name: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "啊啊啊"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    (ending,) = {".xmi" if name == "uima" else ".tei.xml"}
    with pytest.raises(ShuishuoError) as caught:
        FORMATS[name].load({f"x{ending}": bomb.encode()})
    assert caught.value.code == "E307"
    assert "document type" in caught.value.detail


BROKEN = {
    "brat": [(".ann", "T1\tSource", "T1\tSpeaker"), (".ann", "Arg1:T1 Arg2:T3", "Arg1:T1 Arg2:T9")],
    "columns": [("conll", "B-cue", "I-cue"), ("conll", "a1 | direct", "a1 | shouted"), ("conll", "\t_", "")],
    "hugging-face": [
        ("data.jsonl", '"speaker": "e1"', '"speaker": "e9"'),
        ("data.jsonl", '"text": "一行', '"txt": "一'),
    ],
    "label-studio": [
        ("tasks", '"id": "a1-cue-0"', '"id": "lost"'),
        ("tasks", "a3 | indirect | ?", "a3 | indirect | e9"),
    ],
    "tei": [(".xml", 'passive="#e2"', 'passive="#e9"'), (".xml", 'ana="direct"', ""), (".xml", "<ab", "<ba")],
    "uima": [(".xmi", 'target="3"', 'target="99"'), (".xmi", 'label="favor"', ""), (".xmi", 'attribution="5"', "")],
}


@pytest.mark.parametrize(
    ("name", "ending", "old", "new"), [(name, *case) for name, cases in BROKEN.items() for case in cases]
)
def test_a_broken_file_is_an_error(name: str, ending: str, old: str, new: str) -> None:
    files = FORMATS[name].dump(DOCUMENTS, TEXTS)
    broken = {
        file: content.replace(old.encode(), new.encode(), 1) if file.endswith(ending) or ending in file else content
        for file, content in files.items()
    }
    assert broken != files
    with pytest.raises(ShuishuoError) as caught:
        FORMATS[name].load(broken)
    assert caught.value.code in ("E301", "E307")


@EVERY
def test_files_that_are_no_text_are_an_error(name: str) -> None:
    files = dict.fromkeys(FORMATS[name].dump(DOCUMENTS, TEXTS), b"\xff\xfe\x00")
    with pytest.raises(ShuishuoError) as caught:
        FORMATS[name].load(files)
    assert caught.value.code == "E307"


def test_folders_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ShuishuoError) as caught:
        read_files(tmp_path / "nowhere")
    assert caught.value.code == "E101"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ShuishuoError) as caught:
        write_files({"a": b""}, tmp_path / "file")
    assert caught.value.code == "E404"


def test_xmi_counts_as_uima_does() -> None:
    (xmi,) = (content for name, content in FORMATS["uima"].dump([DOCUMENT], TEXTS).items() if name.endswith(".xmi"))
    start = len(TEXT[: OUTER.cue[0].start].encode("utf-16-le")) // 2
    assert f'<shuishuo:Cue xmi:id="9" sofa="1" begin="{start}"'.encode() in xmi


def test_an_offset_inside_a_surrogate_pair_is_an_error() -> None:
    files = FORMATS["uima"].dump([DOCUMENT], TEXTS)
    end = len(TEXT[: TEXT.index("😀") + 1].encode("utf-16-le")) // 2
    broken = {
        name: content.replace(f'end="{end}"'.encode(), f'end="{end - 1}"'.encode()) for name, content in files.items()
    }
    assert broken != files
    with pytest.raises(ShuishuoError) as caught:
        FORMATS["uima"].load(broken)
    assert caught.value.code == "E307"


def test_tei_says_who_said_what() -> None:
    (tei,) = FORMATS["tei"].dump([DOCUMENT], TEXTS).values()
    assert '<said who="#e2" corresp="#a2">壶裂了😀</said>'.encode() in tei
