"""Damaged twins: the damage is there, gold still fits, and the same seed gives the same twin."""

from dataclasses import replace
from pathlib import Path

import pytest

from shuishuo.alignment import Alignment, Edit
from shuishuo.corpus.files import read_corpus
from shuishuo.corpus.twins import carried, damaged, to_traditional_lines, write_twins
from shuishuo.document import Attribution, Document, Entity, Span
from shuishuo.errors import ShuishuoError
from shuishuo.formats import Article, read_articles
from shuishuo.gold import read_gold

TEXT = (
    "歸雁圖書館閉館\r\n歸雁圖書館表示，閱覽室的書架開裂，將在兩個月內換新。\r\n館員說：“讀者還😀會回來，𠮷日再見。”\n"
)


def document(text: str, *, parts: dict[str, str]) -> Document:
    spans = {role: (span(text, words),) for role, words in parts.items()}
    entity = Entity(id="e1", kind="organization", name="歸雁圖書館")
    return Document(
        id="library",
        entities=(entity,),
        attributions=(Attribution(id="a1", type="indirect", speaker="e1", **spans),),
    )


def span(text: str, words: str) -> Span:
    start = text.rindex(words)
    return Span(start=start, end=start + len(words), text=words)


ARTICLE = Article(id="library", raw=TEXT, title="歸雁圖書館閉館")
GOLD = document(TEXT, parts={"source": "館員", "cue": "說", "content": "讀者還😀會回來，𠮷日再見"})
FIRST = document(TEXT, parts={"source": "歸雁圖書館", "cue": "表示", "content": "閱覽室的書架開裂，將在兩個月內換新"})


@pytest.mark.parametrize("seed", range(8))
def test_spans_fit_the_damaged_text(seed: int) -> None:
    for gold in (GOLD, FIRST):
        twin, moved = damaged(ARTICLE, gold, seed=seed)
        moved.check(twin.raw)
        assert [a.id for a in moved.attributions] == ["a1"]
        assert twin.raw != TEXT
        assert moved.entities[0].name in twin.raw


def test_what_is_not_in_gbk_only_loses_its_full_width_marks() -> None:
    twin, moved = damaged(ARTICLE, GOLD, seed=1)
    assert "館員說:“讀者還😀會回來,𠮷日再見。”\n" in twin.raw
    (attribution,) = moved.attributions
    assert attribution.content[0].text == "讀者還😀會回來,𠮷日再見"
    assert (attribution.source[0].text, attribution.cue[0].text) == ("館員", "說")


def test_readings_are_spliced_in_and_stand_inside_a_content() -> None:
    twin, moved = damaged(ARTICLE, FIRST, seed=0)
    content = moved.attributions[0].content[0].text
    assert "(shū)" in twin.raw
    assert content.startswith("閱")
    assert "(" in content


def test_simplified_articles_become_traditional_with_their_names(corpus: Path) -> None:
    _, ours = read_corpus(corpus)
    (gold,) = (document for document in ours.documents if document.id == "kiln")
    twin, moved = damaged(Article(id="kiln", raw=ours.texts["kiln"]), gold, seed=3)
    moved.check(twin.raw)
    assert "窯" in twin.raw
    assert "窑" not in twin.raw + "".join(entity.name for entity in moved.entities)
    assert [a.stances for a in moved.attributions] == [a.stances for a in gold.attributions]


def test_the_site_adds_its_lines_at_the_end() -> None:
    twin, moved = damaged(ARTICLE, FIRST, seed=0)
    assert twin.raw.count("\n") == TEXT.count("\n") + 3
    assert max(s.end for a in moved.attributions for s in a.content) < len(twin.raw) - 10


def test_twins_are_written_as_articles_and_gold(tmp_path: Path) -> None:
    write_twins([ARTICLE], [FIRST], tmp_path, seed=2)
    twin, moved = damaged(ARTICLE, FIRST, seed=2)
    (article,) = read_articles([tmp_path / "raw"])
    assert isinstance(article, Article)
    assert (article.raw, article.sha256) == (twin.raw, twin.sha256)
    assert read_gold(tmp_path / "gold.jsonl", {article.id: article.raw}) == [moved]


def test_the_seed_decides() -> None:
    assert damaged(ARTICLE, FIRST, seed=5) == damaged(ARTICLE, FIRST, seed=5)
    assert len({damaged(ARTICLE, FIRST, seed=seed)[0].raw for seed in range(4)}) > 1


def test_what_has_vanished_is_dropped_and_an_attribution_with_its_last_content() -> None:
    gone = Alignment.from_edits(len(TEXT), [Edit(TEXT.index("館員"), TEXT.index("：“讀者"), "")])
    raw = TEXT.replace("館員說", "")
    (attribution,) = carried(GOLD, TEXT, raw, gone).attributions
    assert (attribution.source, attribution.cue, attribution.content[0].text[:2]) == ((), (), "讀者")
    nothing = Alignment.from_edits(len(TEXT), [Edit(0, len(TEXT), "")])
    assert carried(GOLD, TEXT, "", nothing).attributions == ()


def test_traditional_forms_keep_the_length() -> None:
    text = "头发\n干净😀的面"
    assert to_traditional_lines(text) == "頭髮\n乾淨😀的面"


def test_gold_about_another_text_is_refused() -> None:
    with pytest.raises(ShuishuoError) as caught:
        damaged(replace(ARTICLE, raw="別的文章"), GOLD, seed=0)
    assert caught.value.code == "E301"
