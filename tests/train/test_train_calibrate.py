"""Fitting the settings: the confidence, the threshold and the prices."""

import json
import random
from dataclasses import asdict

import numpy as np
import pytest

from shuishuo.attribute.model_decode import PredictedAttribution, Settings
from shuishuo.errors import ShuishuoError
from shuishuo.resources import verified_files, write_manifest
from shuishuo.train import calibrate
from shuishuo.train.data import Anchor, Example


def test_platt_finds_the_line_that_made_the_outcomes():
    chance = random.Random(1)  # noqa: S311
    odds = [chance.uniform(-6, 6) for _ in range(20_000)]
    right = [chance.random() < 1 / (1 + np.exp(-(0.5 * x - 1))) for x in odds]
    assert calibrate.platt(odds, right) == pytest.approx((0.5, -1.0), abs=0.1)


def test_platt_stays_finite_where_a_threshold_parts_right_from_wrong():
    scale, shift = calibrate.platt([-2.0, -1.0, 1.0, 2.0], [False, False, True, True])
    assert 0 < scale < 10
    assert shift == pytest.approx(0, abs=1e-6)


TEXT = "甲公司说，明天有雨，后天放晴。此后无事。"


def predicted(end: int, confidence: float) -> PredictedAttribution:
    return PredictedAttribution(
        type="indirect", source=((0, 3),), cue=((3, 4),), content=((5, end),), confidence=confidence
    )


class Told:
    """Stands for the model: its content runs on beyond the full stop unless that has a price; one of four is noise."""

    def __init__(self, folder, *, threads):
        self.settings = Settings(candidate=0.2)

    def predict(self, text):
        wrong = PredictedAttribution(type="direct", source=(), cue=(), content=((15, 17),), confidence=0.1)
        return [predicted(14 if self.settings.stop_sentence >= 1.5 else 19, 0.9), wrong]


@pytest.fixture
def held():
    anchor = Anchor(start=3, end=4, bare=False, source=((0, 3),), cue=((3, 4),), content=((5, 14),), type=1)
    return [Example(id=str(at), text=TEXT, anchors=(anchor,)) for at in range(4)]


def test_the_settings_that_suit_the_held_out_articles_are_found(held, monkeypatch, tmp_path):
    monkeypatch.setattr(calibrate, "Remembering", Told)
    settings, report = calibrate.calibrate(tmp_path, held, threads=1)
    assert settings.stop_sentence == 1.5  # the least that stops the content
    assert (settings.stop_clause, settings.stop_line) == (0.0, 0.0)
    assert settings.candidate == 0.2
    assert settings.keep == 0.5  # half of an F1 of 1
    assert settings.scale > 0
    assert (report["attributions"], report["found"], report["given out"]) == (4, 8, 4)
    assert report["settings"] == asdict(settings)
    assert 0 < report["expected calibration error"] < 0.3
    assert {"stop_clause": 0.0, "stop_sentence": 1.5, "stop_line": 0.0, "detection": 1.0, "content": 1.0} in report[
        "prices tried"
    ]


def test_nothing_to_learn_from_is_an_error(held, monkeypatch, tmp_path):
    monkeypatch.setattr(calibrate, "Remembering", Told)
    with pytest.raises(ShuishuoError, match="E203"):
        calibrate.calibrate(tmp_path, [], threads=1)


def test_a_model_is_shipped_with_its_settings_and_a_manifest(tmp_path):
    source = tmp_path / "model"
    source.mkdir()
    (source / "encoder.onnx").write_bytes(b"graph")
    (source / "config.json").write_text(json.dumps({"settings": {}, "transitions": [[1.0]]}))
    write_manifest(source, ["encoder.onnx", "config.json"])
    calibrate.ship(source, tmp_path / "out", Settings(keep=0.4))
    files = verified_files(tmp_path / "out")
    assert files["encoder.onnx"] == b"graph"
    assert json.loads(files["config.json"]) == {"settings": asdict(Settings(keep=0.4)), "transitions": [[1.0]]}
    (source / "encoder.onnx").write_bytes(b"other")
    with pytest.raises(ShuishuoError, match="E401"):
        calibrate.ship(source, tmp_path / "out", Settings())
