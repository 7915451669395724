"""`dvc repro` in models/: from a corpus to shipped weights and their figures, on invented articles. Needs torch."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from train_sample import write_corpus, write_stand_off

from shuishuo.resources import verified_files

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).resolve().parents[2]
STEPS = {"encoder_rate": 1e-3, "head_rate": 5e-3, "frozen": 0, "seed": 1}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with few articles, and a plan of one layer and few steps."""
    pytest.importorskip("torch")
    for name in ("pipeline", "corpus/lexicon", "models/segmenter", "models/language_model"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    write_corpus(tmp_path / "corpus", 24)
    write_stand_off(tmp_path / "real", 6)
    shutil.copy(REPOSITORY / "models/dvc.yaml", tmp_path / "models")
    params = yaml.safe_load((REPOSITORY / "models/params.yaml").read_text(encoding="utf-8"))
    params["data"] |= {"more": ["../real"], "held_out": 2, "reference": ["../real"]}
    params["fit"] |= {
        "layers": 1,
        "threads": 1,
        "phases": [{"data": ["more"], "epochs": 1, **STEPS}, {"data": ["more", "corpus"], "epochs": 4, **STEPS}],
    }
    (tmp_path / "models/params.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")
    return tmp_path / "models"


def dvc(folder: Path, *arguments: str) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder.parent / "pipeline")}
    command = [sys.executable, "-m", "dvc", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


def test_a_fresh_clone_trains_ships_and_scores(project: Path) -> None:
    dvc(project, "init", "--no-scm", "--quiet")
    dvc(project, "repro")
    shipped = project / "attribution"
    assert "encoder.onnx" in verified_files(shipped)
    first, second = json.loads((shipped / "training.json").read_text(encoding="utf-8"))
    assert (first["data"], first["articles"], len(first["history"])) == (["more"], 4, 1)
    assert (second["data"], second["articles"], len(second["history"])) == (["more", "corpus"], 23, 4)
    assert second["history"][-1]["loss roles"] < first["history"][0]["loss roles"]
    calibration = json.loads((shipped / "calibration.json").read_text(encoding="utf-8"))
    config = json.loads((shipped / "config.json").read_text(encoding="utf-8"))
    assert config["settings"] == calibration["settings"]
    figures = json.loads((shipped / "metrics.json").read_text(encoding="utf-8"))
    assert figures["corpus test"]["articles"] == 3
    assert figures["real"]["detection F1"]["value"] > 50
    baselines = json.loads((shipped / "baselines.json").read_text(encoding="utf-8"))
    assert list(baselines) == ["rules", "crf"]
    assert baselines["crf"]["real"]["cue exact F1"]["value"] > 50
