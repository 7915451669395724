"""Corpus check: a sound corpus has no fault, and each thing that can go wrong is named with its article."""

import gzip
import json
from pathlib import Path

import pytest
from corpus_sample import KILN_GOLD, change, reindex, write

from shuishuo.corpus import check
from shuishuo.errors import ShuishuoError

COPIED = "窑顶的裂缝已经补好，下周一重新点火。窑工老魏"


def faults(root: Path, reference: Path | None = None) -> list[tuple[str, str]]:
    return [(fault.id, fault.kind) for fault in check(root, reference=reference)]


def test_a_sound_corpus_has_no_faults(corpus: Path) -> None:
    assert check(corpus) == []


def test_a_missing_and_an_unlisted_file_are_named(corpus: Path) -> None:
    (corpus / "gold/annotations/kiln.txt").unlink()
    write(corpus / "raw/other.txt", "无人登记\n")
    assert faults(corpus) == [("other", "unlisted"), ("kiln", "missing")]


def test_what_the_notice_names_is_exempt(corpus: Path) -> None:
    write(corpus / "raw/given.txt", "顺丰速运\n")
    write(corpus / "gold/annotations/given.txt", "as it came")
    write(corpus / "raw/NOTICE.md", "`given.txt` was given.")
    assert check(corpus) == []


def test_a_changed_byte_breaks_the_manifest(corpus: Path) -> None:
    change(corpus / "gold/annotations/kiln.txt", "a3 | mixed | e2 | e1=against", "a3 | mixed | e2 | e1=neutral")
    assert faults(corpus) == [("kiln", "manifest")]


def test_independent_annotations_are_listed_unchanged_and_compile(corpus: Path) -> None:
    write(corpus / "gold/first/kiln.txt", KILN_GOLD)
    with pytest.raises(ShuishuoError, match="E306"):  # one alone is not enough for agreement
        reindex(corpus)
    write(corpus / "gold/second/kiln.txt", KILN_GOLD)
    assert faults(corpus) == [("kiln", "manifest")] * 2
    reindex(corpus)
    assert check(corpus) == []
    change(corpus / "gold/second/kiln.txt", "# entities", "# people")
    assert faults(corpus) == [("kiln", "manifest"), ("kiln", "annotation")]
    (corpus / "gold/second/kiln.txt").unlink()
    assert faults(corpus) == [("kiln", "manifest")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<q a1>窑顶", "<q a1>窑底"),
        ("</c>，<q a1>", "，<q a1></c>"),
        ("<q a1>窑顶的裂缝已经补好，下周一重新点火</q>", "窑顶的裂缝已经补好，下周一重新点火"),
        ("# doc: kiln", "# doc: bridge"),
    ],
    ids=["other text", "tags cross", "no content", "other article"],
)
def test_an_annotation_must_compile(corpus: Path, old: str, new: str) -> None:
    change(corpus / "gold/annotations/kiln.txt", old, new)
    assert faults(corpus) == [("kiln", "manifest"), ("kiln", "annotation")]


def test_a_text_begins_with_its_headline(corpus: Path) -> None:
    change(corpus / "raw/bridge.txt", "渡口改橋 船家憂生計\n", "")
    assert faults(corpus) == [("bridge", "manifest"), ("bridge", "text")]


def test_a_text_that_is_not_utf8_is_named(corpus: Path) -> None:
    (corpus / "raw/bridge.txt").write_bytes("渡口".encode("big5"))
    assert faults(corpus) == [("bridge", "manifest"), ("bridge", "text")]


def test_a_real_name_is_found_in_either_script(corpus: Path) -> None:
    change(corpus / "raw/bridge.txt", "船家卜友田問", "船家卜友田問順豐速運")
    assert ("bridge", "real name") in faults(corpus)


def test_a_name_belongs_to_one_story(corpus: Path) -> None:
    change(corpus / "raw/kiln.txt", "桐荫窑厂表示", "泊云渡轮公司表示")
    change(corpus / "gold/annotations/kiln.txt", "桐荫窑厂", "泊云渡轮公司")
    reindex(corpus)
    assert faults(corpus) == [("kiln", "name in two stories")]


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "conllu", "txt"])
def test_words_copied_from_the_reference_are_found(corpus: Path, tmp_path: Path, kind: str) -> None:
    words = "、".join(COPIED.replace("，", "").replace("。", ""))  # other punctuation is no disguise
    reference = tmp_path / "reference" / f"texts.{kind}"
    reference.parent.mkdir()
    if kind == "conllu":
        write(reference, "# sent_id = 1\n" + "".join(f"{at}\t{word}\tX\n" for at, word in enumerate(COPIED, 1)))
    elif kind == "txt":
        write(reference, f"不相干。\n{words}\n")
    else:
        line = json.dumps({"id": "r1", "text": words}).encode() + b"\n"
        reference.write_bytes(gzip.compress(line) if kind.endswith("gz") else line)
    (fault,) = check(corpus, reference=reference.parent)
    assert (fault.id, fault.kind) == ("kiln", "copied")
    assert fault.detail.startswith(f"texts.{kind}:")


def test_words_copied_from_each_other_are_found_across_scripts(corpus: Path) -> None:
    change(corpus / "raw/bridge.txt", "“誰還坐船呢？”", "“誰還坐船呢？”窯頂的裂縫已經補好，下週一重新點火。窯工老魏說")
    change(corpus / "gold/annotations/bridge.txt", "”<s a2>", "”窯頂的裂縫已經補好，下週一重新點火。窯工老魏說<s a2>")
    reindex(corpus)
    assert faults(corpus) == [("kiln", "copied")]


@pytest.mark.parametrize(
    ("break_", "code"),
    [
        (lambda root: (root / "index.jsonl").unlink(), "E101"),
        (lambda root: change(root / "index.jsonl", '"T"', '"X"'), "E306"),
        (lambda root: change(root / "index.jsonl", '"id": "kiln"', '"id": "bridge"'), "E306"),
    ],
    ids=["no index", "no such script", "an id twice"],
)
def test_a_corpus_that_cannot_be_read_is_an_error(corpus: Path, break_, code: str) -> None:
    break_(corpus)
    with pytest.raises(ShuishuoError) as caught:
        check(corpus)
    assert caught.value.code == code


def test_a_reference_that_is_not_there_is_an_error(corpus: Path) -> None:
    with pytest.raises(ShuishuoError) as caught:
        check(corpus, reference=corpus / "nowhere")
    assert caught.value.code == "E101"
