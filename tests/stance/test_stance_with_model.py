"""The stage with a model's reading: the reading itself is made up."""

import numpy as np
import pytest

from shuishuo import stance as stage
from shuishuo.attribute.model_targets import ContentReading
from shuishuo.record import LABELS, Record, Stance
from shuishuo.resolve import resolve
from shuishuo.stance import combination
from shuishuo.stance.combination import chosen, label_probabilities, label_scores_of
from shuishuo.stance.probe import Probe

NAMES = {"木兰公司": "organization", "青禾公司": "organization"}
TEXT = "[s 1|木兰公司][c 1|称]，[q 1|青禾公司昨日开会]。[s 2|青禾公司][c 2|称]，[q 2|会改]。"


def reading(record: Record, number: int, words: str, label: str, chance: float) -> ContentReading:
    """`words` tagged in a content with `chance`, on the side `label` as is the whole content."""
    places = np.concatenate([np.arange(*span.clean) for span in record.attributions[number].content])
    mention = np.tile(np.array([0.99, 0.005, 0.005], dtype=np.float32), (len(places), 1))
    at = record.clean.find(words, int(places[0])) if words else -1
    for row, place in enumerate(places):
        if at <= place < at + len(words):
            mention[row] = [1 - chance, chance if place == at else 0, 0 if place == at else chance]
    side = np.log(np.array([0.9 if name == label else 0.05 for name in LABELS], dtype=np.float32))
    hidden = np.zeros((len(record.clean), 384), dtype=np.float32)
    return ContentReading(
        places=places, mention=mention, sides=np.tile(side, (len(places), 1)), overall=side, hidden=hidden
    )


@pytest.fixture
def read(monkeypatch):
    """`read(record, words, label, chance)`: what the model will say of the first content, and the probe of anything."""

    def set_up(record: Record, words: str, label: str, chance: float) -> None:
        said = [reading(record, 0, words, label, chance)]
        said += [reading(record, number, "", "neutral", 0.0) for number in range(1, len(record.attributions))]
        monkeypatch.setattr(stage, "read_contents", lambda _: said)
        biases = np.array([6.0 if chance > 0.5 else -6.0, 0.0, 0.0, 0.0], dtype=np.float32)
        made = Probe(weights=np.zeros((4, 4 * 384), dtype=np.float32), biases=biases)
        monkeypatch.setattr(combination, "probe", lambda: made)

    return set_up


def odds(record: Record) -> dict[str, float]:
    """Confidence of the first attribution's stances by the target's name."""
    names = {entity.id: entity.name for entity in record.entities}
    return {names[x.target]: x.confidence for x in record.attributions[0].stances}


def test_the_model_makes_a_target_surer(told, read) -> None:
    record = resolve(told(TEXT, **NAMES))
    read(record, "青禾公司", "neutral", 0.98)
    sure = odds(stage.stance(record))["青禾公司"]
    read(record, "青禾公司", "neutral", 0.02)
    assert odds(stage.stance(record)).get("青禾公司", 0.0) < sure


def test_a_tagged_name_that_resolution_missed_can_be_a_target(told, read) -> None:
    record = resolve(told("[s 1|木兰公司][c 1|称]，[q 1|感谢白榆社的支持]。", **NAMES))
    read(record, "白榆社", "favor", 0.98)
    assert "白榆社" in odds(stage.stance(record))


def test_given_targets_keep_their_number_and_order(told, read) -> None:
    record = resolve(told(TEXT, **NAMES))
    target = next(entity.id for entity in record.entities if entity.name == "青禾公司")
    given = record.with_(
        attributions=(
            record.attributions[0].__class__(
                **{**vars(record.attributions[0]), "stances": (Stance(target=target, label="neutral"),)}
            ),
            *record.attributions[1:],
        )
    )
    read(record, "青禾公司", "against", 0.98)
    (stance,) = stage.label_targets(given).attributions[0].stances
    assert (stance.target, 0 < stance.confidence <= 1) == (target, True)


def test_probabilities_follow_the_scores() -> None:
    evidence = {"all": 1.0, "model favor": 4.0, "words favor": 3.0}
    shares, scores = label_probabilities(evidence), label_scores_of(evidence)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert sorted(shares, key=lambda label: shares[label]) == sorted(scores, key=lambda label: scores[label])


def test_a_rare_label_is_chosen_more_readily() -> None:
    assert chosen({"favor": 0.3, "against": 0.3, "neutral": 0.4})[0] != "neutral"
    assert chosen({"favor": 0.01, "against": 0.01, "neutral": 0.98}) == ("neutral", 0.98)
