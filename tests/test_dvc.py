"""The DVC pipeline: runs from raw files to pages, does nothing twice, and reruns just what a parameter touches."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shuishuo.corpus.index import INDEX, read_index, write_index

from .conftest import REPOSITORY, SEED

RECORDS = ["repair", "segment", "attribute", "resolve", "stance"]
STAGES = [*RECORDS, "evalset", "twins", "annotate_twins", "evaluate", "report"]


def dvc(folder: Path, *arguments: str) -> str:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "dvc", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def stages_run(output: str) -> list[str]:
    return re.findall(r"^Running stage '(\w+)'", output, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the first article and one of the test split, its pipeline run once."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("dvc.yaml", "params.yaml"):
        shutil.copy(REPOSITORY / name, folder)
    for name in ("pipeline", "models", "corpus/lexicon"):
        shutil.copytree(
            REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.dvc", "dvc.*")
        )
    row = next(row for row in read_index(REPOSITORY / "corpus" / INDEX) if row.split == "test")
    for name in ("raw", "gold/annotations"):
        (folder / "corpus" / name).mkdir(parents=True)
        for id_ in (SEED.stem, row.id):
            shutil.copy(REPOSITORY / "corpus" / name / f"{id_}.txt", folder / "corpus" / name)
    write_index([replace(row, first_sha256="", second_sha256="")], folder / "corpus" / INDEX)
    dvc(folder, "init", "--no-scm", "--quiet")
    assert sorted(stages_run(dvc(folder, "repro"))) == sorted(STAGES)
    return folder


def test_every_output_is_there(project: Path) -> None:
    metrics = json.loads((project / "eval/metrics.json").read_text(encoding="utf-8"))
    assert metrics["articles"] == 1
    for name in ("evalset/evalset.parquet", "evalset/evalset.csv", "report/index.html", "plots/figures.svg"):
        assert (project / "eval" / name).stat().st_size > 0


def test_a_second_run_does_nothing(project: Path) -> None:
    assert stages_run(dvc(project, "repro")) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("draws: 1000", "draws: 1001", ["evaluate", "report"]),
        ("system: model", "system: rules", ["attribute"]),
        ("share: 0.05", "share: 0.06", RECORDS),
    ],
)
def test_a_parameter_reruns_what_reads_it(project: Path, before: str, after: str, expected: list[str]) -> None:
    params = project / "params.yaml"
    text = params.read_text(encoding="utf-8")
    assert before in text
    params.write_text(text.replace(before, after), encoding="utf-8")
    try:
        assert stages_run(dvc(project, "repro", "--dry")) == expected
    finally:
        params.write_text(text, encoding="utf-8")
