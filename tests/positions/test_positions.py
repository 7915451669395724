import csv
import json

import pytest

from shuishuo.alignment import Alignment
from shuishuo.positions import contradictions, positions, statements, wilson
from shuishuo.positions.__main__ import main
from shuishuo.record import Attribution, Entity, Record, Stance


def article(name: str, published: str, *said: tuple[str, str, str, str], kind: str = "organization") -> Record:
    """A record of one line a statement: (speaker, content, target, label)."""
    text = "\n".join(content for _, content, _, _ in said)
    record = Record(id=name, raw=text, clean=text, alignment=Alignment.identity(len(text)), published=published)
    parties = sorted({one for speaker, _, target, _ in said for one in (speaker, target)})
    ids = {party: f"e{number}" for number, party in enumerate(parties, 1)}
    attributions, at = [], 0
    for number, (speaker, content, target, label) in enumerate(said, 1):
        attributions.append(
            Attribution(
                id=f"a{number}",
                type="indirect",
                source=(),
                cue=(),
                content=(record.span(at, at + len(content)),),
                speaker=ids[speaker],
                stances=(Stance(target=ids[target], label=label, confidence=0.9),),
            )
        )
        at += len(content) + 1
    entities = tuple(Entity(id=ids[party], name=party, name_clean=party, kind=kind) for party in parties)
    return record.with_(entities=entities, attributions=tuple(attributions))


FIRST = article(
    "one",
    "2031-05-02",
    ("木兰公司", "青禾公司拖欠货款三个月", "青禾公司", "against"),
    ("白榆社", "青禾公司拖欠货款是误会", "青禾公司", "favor"),
    ("白榆社", "青禾公司的茶很好喝", "青禾公司", "favor"),
    ("白榆社", "青禾公司昨日开会", "青禾公司", "neutral"),
)
SECOND = article("two", "2031-06-09", ("木兰公司", "青禾公司守信用", "青禾公司", "favor"))


def test_wilson_agrees_with_a_value_worked_by_hand() -> None:
    """8 of 10: (0.8 + 0.19207) / 1.38415 ± 1.95996 / 1.38415 · √(0.016 + 0.0096036)."""
    share = wilson(8, 10)
    assert (share.value, round(share.low, 4), round(share.high, 4)) == (0.8, 0.4902, 0.9433)


@pytest.mark.parametrize(("hits", "total", "ends"), [(0, 0, (0.0, 1.0)), (0, 5, (0.0, 0.4345)), (5, 5, (0.5655, 1.0))])
def test_wilson_stays_within_bounds(hits, total, ends) -> None:
    share = wilson(hits, total)
    assert (round(share.low, 4), round(share.high, 4)) == ends


def test_wilson_refuses_more_hits_than_trials() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_the_map_counts_each_pair_over_all_articles() -> None:
    found = {(p.speaker.name, p.target.name): p for p in positions(statements([FIRST, SECOND]))}
    torn, fond = found["木兰公司", "青禾公司"], found["白榆社", "青禾公司"]
    assert (torn.favor, torn.against, torn.neutral, torn.articles, torn.lean) == (1, 1, 0, 2, 0.0)
    assert (fond.favor, fond.against, fond.neutral, fond.lean) == (2, 0, 1, 1.0)
    assert fond.favor_share.value == pytest.approx(2 / 3)


def test_the_map_over_time_has_a_row_a_period() -> None:
    found = positions(statements([FIRST, SECOND]), period="month")
    moved = [(p.period, p.lean) for p in found if p.speaker.name == "木兰公司"]
    assert moved == [("2031-05", -1.0), ("2031-06", 1.0)]


def test_who_takes_no_side_has_no_lean() -> None:
    (only,) = positions(statements([article("x", "", ("木兰公司", "会议照开", "青禾公司", "neutral"))]))
    assert (only.lean, only.lean_low, only.period) == (None, None, "")


def test_an_unnamed_speaker_is_another_in_every_article() -> None:
    said = ("一名员工", "青禾公司很好", "青禾公司", "favor")
    records = [article(name, "", said, kind="anonymous") for name in ("one", "two")]
    assert len(positions(statements(records))) == 2


def test_the_likest_claims_come_first() -> None:
    first, second = contradictions(statements([FIRST, SECOND]))
    assert (first.favor.content, first.against.content) == ("青禾公司拖欠货款是误会", "青禾公司拖欠货款三个月")
    assert first.matter > second.matter


def test_across_articles_a_speaker_may_contradict_itself() -> None:
    found = contradictions(statements([FIRST, SECOND]), across_articles=True)
    own = [one for one in found if one.self_contradiction]
    assert [(one.favor.article, one.against.article) for one in own] == [("two", "one")]


def test_the_command_writes_tables(tmp_path) -> None:
    records = tmp_path / "records.jsonl"
    records.write_text(FIRST.to_json() + "\n" + SECOND.to_json() + "\n", encoding="utf-8")
    assert main([str(records), "--output", str(tmp_path / "out"), "--period", "year"]) == 0
    with (tmp_path / "out/positions-all.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["speaker"], row["favor"], row["against"]) for row in rows] == [
        ("木兰公司", "1", "1"),
        ("白榆社", "2", "0"),
    ]
    whole = json.loads((tmp_path / "out/positions.json").read_text(encoding="utf-8"))
    assert {name: len(rows) for name, rows in whole["positions"].items()} == {"all": 2, "year": 2}
    assert len(whole["contradictions"]) == 2


def test_the_command_says_what_is_missing(tmp_path, capsys) -> None:
    assert main([str(tmp_path / "none.jsonl"), "--output", str(tmp_path)]) == 1
    assert "E101" in capsys.readouterr().err
