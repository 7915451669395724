import numpy as np
import pytest

from shuishuo.attribute.model_targets import ContentReading
from shuishuo.errors import ShuishuoError
from shuishuo.record import Record
from shuishuo.resolve import resolve
from shuishuo.stance import probe as probe_module
from shuishuo.stance.candidates import Article
from shuishuo.stance.linking import with_tagged
from shuishuo.stance.pointing import Pointing
from shuishuo.stance.probe import pooled
from shuishuo.stance.shortening import ENDS, PART, SKIPPING, lengthens, shortens
from shuishuo.stance.tagged import chance_of, tagged_mentions

NAMES = {"木兰食品公司": "organization", "青禾公司": "organization"}


def reading(chances: dict[int, float], size: int, *, first: int = 0, begins: frozenset[int] = frozenset()):
    """A reading of `size` characters from clean offset `first` on; `chances` by offset, elsewhere 0."""
    mention = np.zeros((size, 3), dtype=np.float32)
    for row in range(size):
        chance = chances.get(first + row, 0.0)
        inside = 0.1 if first + row in begins else 0.9
        mention[row] = [1 - chance, chance * (1 - inside), chance * inside]
    return ContentReading(
        places=np.arange(first, first + size),
        mention=mention,
        sides=np.log(np.full((size, 3), 1 / 3, dtype=np.float32)),
        overall=np.log(np.full(3, 1 / 3, dtype=np.float32)),
        hidden=np.zeros((first + size, 384), dtype=np.float32),
    )


def test_a_mention_grows_from_its_likeliest_character() -> None:
    assert tagged_mentions(reading({2: 0.5, 3: 0.9, 4: 0.6, 5: 0.2}, 8)) == [(2, 5)]


def test_weak_characters_make_no_mention() -> None:
    assert tagged_mentions(reading({2: 0.2, 3: 0.25}, 6)) == []


def test_a_begin_parts_two_mentions() -> None:
    found = tagged_mentions(reading(dict.fromkeys(range(1, 5), 0.9), 6, begins=frozenset({3})))
    assert found == [(1, 3), (3, 5)]


def test_the_chance_of_a_stretch_is_its_mean() -> None:
    assert chance_of(reading({2: 0.5, 3: 0.9}, 6), (2, 4)) == pytest.approx(0.7)
    assert chance_of(reading({2: 0.5}, 6), (20, 22)) == 0.0


def test_the_probe_reads_means_around_the_mentions(told) -> None:
    record = resolve(told("[s 1|青禾公司][c 1|称]，[q 1|木兰食品公司好]。", **NAMES))
    article = Article(record)
    (candidate,) = article.candidates(record.attributions[0])
    hidden = np.arange(len(record.clean), dtype=np.float32)[:, None]
    assert pooled(hidden, candidate).tolist() == [8.5, 9.0, 12.0, 4.0]


def linked(record: Record, words: str) -> dict[str, list[str]]:
    """The mentions of each entity when the model tags `words` in the first content."""
    record = resolve(record)
    content = record.attributions[0].content[0].clean
    at = record.clean.index(words, content[0])
    said = reading(dict.fromkeys(range(at, at + len(words)), 0.9), content[1] - content[0], first=content[0])
    readings = [said, *(reading({}, 1) for _ in record.attributions[1:])]
    done = with_tagged(record, readings)
    return {e.name: [record.clean_text(m) for m in e.mentions] for e in done.entities}


def test_a_short_form_goes_to_the_entity_that_it_shortens(told) -> None:
    text = "[s 1|青禾公司][c 1|称]，[q 1|木兰骗人]。[s 2|木兰食品公司][c 2|称]，[q 2|会改]。"
    assert "木兰" in linked(told(text, **NAMES), "木兰")["木兰食品公司"]


def test_an_unknown_name_becomes_an_entity_with_all_its_places(told) -> None:
    found = linked(told("白榆社昨日开业。[s 1|青禾公司][c 1|称]，[q 1|已给白榆社供货]。", **NAMES), "白榆社")
    assert found["白榆社"] == ["白榆社", "白榆社"]


def test_a_pronoun_goes_to_the_last_fitting_entity_that_does_not_speak(told) -> None:
    text = "木兰食品公司停产。[s 1|青禾公司][c 1|称]，[q 1|对方欠款]。[s 2|木兰食品公司][c 2|称]，[q 2|会还]。"
    assert "对方" in linked(told(text, **NAMES), "对方")["木兰食品公司"]


def test_a_pronoun_of_nobody_is_left_out(told) -> None:
    found = linked(told("[s 1|青禾公司][c 1|称]，[q 1|对方欠款]。", **NAMES), "对方")
    assert [name for name, mentions in found.items() if "对方" in mentions] == []


def test_what_points_is_no_name(told) -> None:
    pointing = Pointing(resolve(told("[s 1|青禾公司][c 1|称]，[q 1|会改]。", **NAMES)))
    assert [pointing.points(words) for words in ("对方", "我们", "青禾")] == [True, True, False]


@pytest.mark.parametrize(
    ("short", "full", "kind", "how"),
    [
        ("木兰", "木兰食品公司", "organization", PART),
        ("审稿人", "一名审稿人", "anonymous", ENDS),
        ("木兰", "木兰员工", "anonymous", 0),
        ("沈总", "沈牧", "person", PART),
        ("北大", "北京大学", "organization", SKIPPING),
        ("青禾", "木兰食品公司", "organization", 0),
        ("木兰食品公司", "木兰", "organization", 0),
    ],
)
def test_how_a_wording_shortens_a_name(short, full, kind, how) -> None:
    assert shortens(short, full, kind) == how


@pytest.mark.parametrize(("long", "how"), [("博主沈牧", ENDS), ("沈牧有限公司", PART), ("沈牧员工", 0), ("沈牧", 0)])
def test_how_a_wording_lengthens_a_name(long, how) -> None:
    assert lengthens(long, "沈牧") == how


def test_a_probe_of_another_encoder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe_module, "published_sum", lambda place, name: "of another file")
    probe_module.probe.cache_clear()
    with pytest.raises(ShuishuoError, match="another encoder"):
        probe_module.probe()


def test_the_shipped_probe_belongs_to_the_shipped_encoder() -> None:
    probe_module.probe.cache_clear()
    assert probe_module.probe().weights.shape[0] == 4
