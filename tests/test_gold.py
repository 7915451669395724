"""Gold: annotation files compiled with every span checked, every fault named with its file and line."""

import json
from pathlib import Path

import pytest

from shuishuo.document import Document, read_documents
from shuishuo.errors import ShuishuoError
from shuishuo.gold import compile_annotations, read_gold

TEXT = "城东今日有雨。\r\n青禾公司表示，林晚说：“库房没有进水。”\r\n青禾公司表示，林晚说：“库房没有进水。”\n完。"
HEAD = """# doc: rain
# entities
e1 | organization | 青禾公司
e2 | person | 林晚
# attributions
a1 | indirect | e1 | e2=neutral
a2 | direct | ? | -
# text
"""
LINE = "<s a1>青禾公司</s><c a1>表示</c>，<q a1><s a2>林晚</s><c a2>说</c>：“<q a2>库房没有进水</q>。”</q>"
SHARED = Path(__file__).parents[2] / "shared" / "gold"


def compiled(written: str, folder: Path) -> Document:
    path = folder / "rain.txt"
    path.write_bytes(written.encode())
    return compile_annotations({"rain": TEXT}, [path])[0]


def test_nested_tags_become_spans_of_the_article(tmp_path: Path) -> None:
    document = compiled(HEAD + LINE, tmp_path)
    document.check(TEXT)
    outer, inner = document.attributions
    assert [span.text for span in outer.content] == ["林晚说：“库房没有进水。”"]
    assert [span.text for span in (*inner.source, *inner.cue, *inner.content)] == ["林晚", "说", "库房没有进水"]
    assert (outer.speaker, inner.speaker) == ("e1", None)
    assert [(stance.target, stance.label) for stance in outer.stances] == [("e2", "neutral")]


def test_equal_lines_are_taken_in_order(tmp_path: Path) -> None:
    second = LINE.replace("a1", "a3").replace("a2", "a4")
    head = HEAD.replace("# text\n", "a3 | indirect | e1 | -\na4 | direct | e2 | -\n# text\n")
    starts = [a.source[0].start for a in compiled(f"{head}{LINE}\n{second}", tmp_path).attributions]
    assert starts[2] - starts[0] == starts[3] - starts[1] == TEXT.rindex("青禾公司") - TEXT.index("青禾公司")


@pytest.mark.parametrize(
    ("written", "line", "fault"),
    [
        (HEAD.replace("# entities", "# people") + LINE, 2, "no such section: people"),
        (HEAD.replace("organization", "company") + LINE, 3, "bad entity"),
        (HEAD.replace("e2 |", "e1 |") + LINE, 4, "bad entity"),
        (HEAD.replace("indirect | e1", "indirect | e7") + LINE, 6, "no such speaker: e7"),
        (HEAD.replace("| direct |", "| spoken |") + LINE, 7, "bad attribution"),
        (HEAD.replace("e2=neutral", "e2=angry") + LINE, 6, "bad stance: e2=angry"),
        (HEAD.replace("e2=neutral", "e1=favor") + LINE, 6, "bad stance: e1=favor"),
        (HEAD + LINE.replace("库房", "仓库"), 9, "not a line of the article"),
        (HEAD + LINE.replace("</c>", "</s>", 1), 9, "tags cross"),
        (HEAD + LINE.removesuffix("</q>"), 9, "left open: <q a1>"),
        (HEAD + LINE.replace("<c a2>说</c>", "<c a2></c>说"), 9, "empty span of a2"),
        (HEAD + LINE.replace("<q a1>", "").removesuffix("</q>"), 6, "a1 has no content"),
        (HEAD + LINE.replace("a2", "a9"), 9, "no such attribution: a9"),
        ("云\n" + HEAD + LINE, 1, "outside any section"),
        (HEAD.removeprefix("# doc: rain\n") + LINE, 8, "no `# doc:` line"),
    ],
)
def test_a_fault_is_named_with_file_and_line(written: str, line: int, fault: str, tmp_path: Path) -> None:
    with pytest.raises(ShuishuoError) as caught:
        compiled(written, tmp_path)
    assert caught.value.code == "E304"
    assert f"{tmp_path / 'rain.txt'}:{line}: {fault}" in caught.value.detail


def test_one_fault_does_not_bring_others(tmp_path: Path) -> None:
    with pytest.raises(ShuishuoError) as caught:
        compiled(HEAD + LINE.replace("库房", "仓库"), tmp_path)
    assert caught.value.detail.count(str(tmp_path)) == 1


def test_a_long_list_of_faults_is_cut(tmp_path: Path) -> None:
    with pytest.raises(ShuishuoError, match="and 9 more"):
        compiled(HEAD + "不在文中\n" * 29, tmp_path)


def test_gold_of_an_unknown_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ShuishuoError, match=r"rain\.txt:1: no article snow") as caught:
        compiled(HEAD.replace("rain", "snow") + LINE, tmp_path)
    assert caught.value.code == "E305"


def test_stand_off_form_is_read_back(tmp_path: Path) -> None:
    document = compiled(HEAD + LINE, tmp_path)
    (tmp_path / "gold.jsonl").write_text(document.to_json() + "\n\n", encoding="utf-8")
    assert read_gold(tmp_path / "gold.jsonl", {"rain": TEXT}) == [document]
    assert read_gold(tmp_path, {"rain": TEXT}) == [document]
    assert read_gold(tmp_path / "rain.txt", {"rain": TEXT}) == [document]


@pytest.mark.parametrize(
    ("articles", "code"), [({"rain": TEXT[1:]}, "E301"), ({"snow": TEXT}, "E305")], ids=["other text", "no article"]
)
def test_stand_off_gold_must_fit_its_article(articles: dict[str, str], code: str, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(compiled(HEAD + LINE, tmp_path).to_json(), encoding="utf-8")
    with pytest.raises(ShuishuoError) as caught:
        read_gold(tmp_path / "gold.jsonl", articles)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "change",
    [
        {"entities": None},
        {"attributions": [{}]},
        {"entities": [{"id": "e1", "kind": "robot", "name": "某"}]},
        {"entities": []},  # the speakers are missing
    ],
)
def test_a_broken_document_is_refused_with_its_line(change: dict[str, object], tmp_path: Path) -> None:
    data = {**json.loads(compiled(HEAD + LINE, tmp_path).to_json()), **change}
    with pytest.raises(ShuishuoError, match="line 2") as caught:
        read_documents(["", json.dumps(data)])
    assert caught.value.code == "E302"


@pytest.mark.parametrize("part", ["dev", "train"])
def test_equals_the_reference_byte_for_byte(part: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("no reference gold at hand: no ../shared/gold beside the repository")
    rows = map(json.loads, (SHARED / part / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    articles = {row["id"]: row["text"] for row in rows}
    documents = compile_annotations(articles, sorted((SHARED / part / "annotations").glob("*.txt")))
    written = "".join(f"{document.to_json()}\n" for document in documents)
    assert written == (SHARED / part / "gold.jsonl").read_text(encoding="utf-8")
