"""The views over many articles: their tables, pictures and errors, and that nothing in them is more than text."""

from dataclasses import fields, replace
from urllib.parse import parse_qs, unquote

import pytest

from shuishuo.alignment import Alignment
from shuishuo.corpus.index import Row
from shuishuo.document import Document
from shuishuo.positions import Statement, positions, statements
from shuishuo.record import Attribution, Entity, Record, Stance
from shuishuo.report import report, with_index
from shuishuo.report.chunks import CHUNK, chunk_files
from shuishuo.report.disagreements import runs
from shuishuo.report.entries import ArticleRow
from shuishuo.report.network import network
from shuishuo.report.sides import MOST_SPEAKERS, sides
from shuishuo.report.timeline import timeline

from .samples import PAYLOADS, Page, injected, rows_of, sample


def pair_of_articles() -> list[Record]:
    return [sample(), sample().with_(id="b", published="2024-07-02")]


def statement(speaker: str, target: str, label: str, published: str = "") -> Statement:
    """A statement of one organisation about another."""
    text = f"{speaker}说{target}好。"
    base = Record(id="a", raw=text, clean=text, alignment=Alignment.identity(len(text)), published=published)
    at = len(speaker) + 1
    record = base.with_(
        entities=tuple(Entity(id=name, name=name, name_clean=name, kind="organization") for name in (speaker, target)),
        attributions=(
            Attribution(
                id="a1",
                type="indirect",
                source=(),
                cue=(),
                content=(base.span(at, at + len(target)),),
                speaker=speaker,
                stances=(Stance(target=target, label=label),),  # type: ignore[arg-type]
            ),
        ),
    )
    return next(iter(statements([record])))


def test_every_attribution_is_in_the_table() -> None:
    files = report(pair_of_articles())
    rows = rows_of(files, "attributions")
    assert [(row["article"], row["number"], row["speaker"]) for row in rows] == [
        (0, 1, "云舟科技"), (0, 2, "陈砚"), (0, 3, ""), (1, 1, "云舟科技"), (1, 2, "陈砚"), (1, 3, ""),
    ]  # fmt: skip
    assert rows[0]["stances"] == [["against", "星河公司"], ["neutral", "陈砚"]]
    assert rows[0]["confidence"] == 90
    articles = rows_of(files, "articles")
    assert [article["published"] for article in articles] == ["2024-05-01", "2024-07-02"]
    for row in rows:
        assert f'id="c{row["number"]}"' in files[articles[row["article"]]["file"]]


def test_rows_are_split_into_files_of_a_bearable_size() -> None:
    rows = [ArticleRow(file=f"{n}.html", title="题", published="", split="") for n in range(2 * CHUNK + 1)]
    files = chunk_files("articles", rows)
    assert list(files) == ["data/articles-1.js", "data/articles-2.js", "data/articles-3.js"]
    assert [row["file"] for row in rows_of(files, "articles")] == [row.file for row in rows]
    assert rows_of(chunk_files("articles", []), "articles") == []


@pytest.mark.parametrize("payload", [*PAYLOADS, "\u2028alert(1)//", "]);alert(1)//", '"}]);alert(1)//'])
def test_hostile_texts_stay_texts_in_the_rows(payload: str) -> None:
    record = injected(payload)
    gold = [replace(Document.from_record(record), attributions=())]
    files = report([record, sample()], gold=gold, splits={payload: payload})
    rows = rows_of(files, "attributions")
    assert (rows[0]["speaker"], rows[0]["content"], rows[0]["stances"][0][1]) == (payload, payload, f"{payload}甲")
    assert rows_of(files, "articles")[0]["split"] == payload
    error = rows_of(files, "errors")[0]
    assert error["predicted"]["speaker"] == payload.strip()
    scripts = "".join(text for path, text in files.items() if path.startswith("data/"))
    assert "<" not in scripts
    assert "\u2028" not in scripts


def test_views_load_only_their_own_files() -> None:
    files = report(pair_of_articles(), gold=[Document.from_record(pair_of_articles()[0])])
    for name in ("index.html", "corpus.html", "evaluation.html", "errors.html"):
        page = Page(files[name])
        assert set(page.values("src")) <= set(files)
        links = {href.partition("#")[0] for href in page.values("href")}
        assert links - {""} <= set(files)
        policy = next(value for value in page.values("content") if "default-src" in value)
        assert "unsafe" not in policy
        assert not [name for _, name, _ in page.attributes if name == "style" or name.startswith("on")]
        assert len(page.values("id")) == len(set(page.values("id")))
        inner = {href[1:] for href in page.values("href") if href.startswith("#") and "=" not in href}
        assert inner <= set(page.values("id"))


def test_a_cell_of_the_map_leads_to_its_rows() -> None:
    page = Page(report(pair_of_articles())["corpus.html"])
    chosen = [parse_qs(href[1:]) for href in page.values("href") if href.startswith("#speaker=")]
    assert {"speaker": ["云舟科技"], "target": ["星河公司"]} in chosen
    assert unquote("%E4%BA%91") == "云"
    note = next(title for title in page.values("title") if title.startswith("云舟科技 对 星河公司"))
    assert note == "云舟科技 对 星河公司：倾向 -1.00，95% 区间 -1.00 至 +0.32"


def test_errors_come_worst_first_and_lead_to_their_place() -> None:
    records = pair_of_articles()
    gold = [Document.from_record(record) for record in records]
    swapped = replace(records[0].attributions[0], speaker="e2", confidence=0.9)
    less = records[1].with_(attributions=records[1].attributions[:2])
    files = report([records[0].with_(attributions=(swapped, *records[0].attributions[1:])), less], gold=gold)
    errors = rows_of(files, "errors")
    assert [(row["side"], row["causes"], row["article"], row["anchor"]) for row in errors] == [
        ("paired", ["wrong speaker"], 0, "c1"),
        ("missed", ["not found"], 1, "cm1"),
    ]
    assert [(row["lost"], row["weight"], row["confidence"]) for row in errors] == [(9, 8, 90), (2, 1, None)]
    for row in errors:
        file = rows_of(files, "articles")[row["article"]]["file"]
        assert f'id="{row["anchor"]}"' in files[file]
    assert files["index.html"].index("说话人错") < files["index.html"].index("未找到")


def test_the_figures_are_of_the_test_articles() -> None:
    records = pair_of_articles()
    gold = [Document.from_record(record) for record in records]
    broken = [records[0].with_(attributions=()), records[1]]
    files = report(broken, gold=gold, splits={"a": "train", "b": "test"})
    assert "1 篇有人工标注的文章" in files["evaluation.html"].replace("测试文章", "文章")
    assert "没有一处出入" in files["evaluation.html"]
    assert 'id="worst"' not in files["index.html"]
    assert len(rows_of(files, "errors")) == 3
    assert '<option value="test" selected>测试</option>' in files["errors.html"]


def test_the_index_gives_dates_to_those_without() -> None:
    empty = dict.fromkeys((field.name for field in fields(Row)), "")
    rows = [Row(**{**empty, "id": id_, "published": "2020-02-02", "split": "dev"}) for id_ in "abc"]
    undated = sample().with_(id="b", published="")
    records, splits = with_index([sample(), undated, undated.with_(id="d")], rows)
    assert [record.published for record in records] == ["2024-05-01", "2020-02-02", ""]
    assert splits == {"a": "dev", "b": "dev", "c": "dev"}


def test_two_contents_are_merged_where_they_agree() -> None:
    text = "他说：甲乙丙丁，戊己。"
    record = Record(id="a", raw=text, clean=text, alignment=Alignment.identity(len(text)))
    assert runs(record, [record.span(3, 7)], [record.span(4, 10)]) == (
        ("gold", "甲"),
        ("both", "乙丙丁"),
        ("predicted", "，戊己"),
    )
    assert runs(record, [record.span(3, 5), record.span(8, 10)], []) == (
        ("gold", "甲乙"),
        ("gap", " … "),
        ("gold", "戊己"),
    )
    assert runs(record, [], []) == ()


def test_a_long_agreement_loses_its_middle() -> None:
    text = "甲" * 300
    record = Record(id="a", raw=text, clean=text, alignment=Alignment.identity(300))
    (run,) = runs(record, [record.span(0, 300)], [record.span(0, 300)])
    assert run.text == f"{'甲' * 20} … {'甲' * 20}"


def test_the_network_is_drawn_the_same_and_inside() -> None:
    said = [
        statement("甲社", "乙社", "against"),
        statement("乙社", "甲社", "against"),
        statement("丙社", "丁社", "favor"),
    ]
    drawn = network(positions(said))
    assert drawn == network(positions(said[::-1]))
    assert sorted((edge.speaker, edge.target, edge.label) for edge in drawn.edges) == [
        ("丙社", "丁社", "favor"),
        ("乙社", "甲社", "against"),
        ("甲社", "乙社", "against"),
    ]
    places = [(node.x, node.y) for node in drawn.nodes]
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in places)
    apart = [abs(a[0] - b[0]) + abs(a[1] - b[1]) for a in places for b in places if a != b]
    assert min(apart) > 60
    assert network([]).edges == ()


def test_the_unnamed_are_in_the_map_but_not_in_the_network() -> None:
    one = statement("甲社", "乙社", "against")
    unnamed = replace(one, speaker=replace(one.speaker, kind="anonymous"))
    assert network(positions([unnamed])).edges == ()
    assert len(sides(positions([unnamed])).rows) == 1


def test_a_target_without_a_shown_speaker_has_no_column() -> None:
    said = [statement(f"{n}社", "甲社", "favor") for n in range(MOST_SPEAKERS)] + [statement("乙社", "丙社", "favor")]
    drawn = sides(positions(said))
    assert [target.name for target in drawn.targets] == ["甲社"]
    assert (drawn.speaker_total, drawn.target_total) == (MOST_SPEAKERS + 1, 2)
    assert len(drawn.rows) == MOST_SPEAKERS


def test_neutral_words_put_nobody_on_a_side() -> None:
    found = positions([statement("甲社", "乙社", "neutral")])
    assert sides(found).rows == ()
    assert network(found).edges == ()


@pytest.mark.parametrize(
    ("dates", "periods"),
    [
        (["2024-05-01", "2024-05-03"], ["2024-05-01", "2024-05-02", "2024-05-03"]),
        (["2024-05-01", "2024-08-03"], ["2024-05", "2024-06", "2024-07", "2024-08"]),
        (["2018-05-01", "2024-01-02"], [str(year) for year in range(2018, 2025)]),
        (["2024", "<b>", "昨天"], ["2024-01-01"]),
        ([], []),
    ],
)
def test_the_timeline_takes_a_readable_period(dates: list[str], periods: list[str]) -> None:
    drawn = timeline([statement("甲社", "乙社", "favor", published) for published in dates])
    assert [column.period for column in drawn.columns] == periods
    assert sum(column.counts["favor"] for column in drawn.columns) + drawn.undated == len(dates)


def test_bars_stand_on_the_line_and_end_within_the_picture() -> None:
    said = [statement("甲社", "乙社", label, "2024-05-01") for label in ("favor", "against", "against", "neutral")]
    (column,) = timeline(said).columns
    middle = timeline(said).middle
    assert column.favor_y + column.favor_height == pytest.approx(middle)
    assert column.against_height == pytest.approx(2 * column.favor_height, abs=0.1)
    assert middle + column.against_height <= timeline(said).height
