"""The stages of training the attribution model, as models/dvc.yaml calls them from the folder models/.

python -m shuishuo.train prepare|encoder|fit|export|calibrate|score|baselines [--params params.yaml]
"""

import argparse
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from ..attribute import SYSTEMS, Attributor
from ..errors import ShuishuoError

WORK = Path("work")
SETS, ENCODER, FIT, MODEL = WORK / "sets", WORK / "encoder", WORK / "fit", WORK / "model"
SHIPPED = Path("attribution")


def prepare(params: Mapping[str, Any]) -> None:
    """Our corpus and the folders `data.more` → work/sets: what is trained on and what is held out."""
    from .sets import read_sets, write_sets

    data = params["data"]
    sets = read_sets(
        Path(data["corpus"]),
        [Path(folder) for folder in data["more"]],
        held_out=data["held_out"],
        seed=data["seed"],
        share=data["share"],
        microblogs=Path(data["microblogs"]) if data["microblogs"] else None,
    )
    write_sets(sets, SETS)


def encoder(params: Mapping[str, Any]) -> None:
    """The pruned encoder → work/encoder."""
    from .encoder import save_encoder

    save_encoder(ENCODER, layers=params["fit"]["layers"])


def fit(params: Mapping[str, Any]) -> None:
    """Fine-tune, phase after phase → work/fit, and a report of every epoch → attribution/training.json."""
    from .phases import read_phases, run_phases
    from .sets import HELD_OUT, read_set

    reports = run_phases(read_phases(params["fit"]), SETS, read_set(SETS, HELD_OUT), ENCODER, FIT)
    _write(reports, SHIPPED / "training.json")


def export(params: Mapping[str, Any]) -> None:
    """The averaged weights → work/model, complete but for what `calibrate` finds."""
    from .export import export as write
    from .fit import load_network, settings_of
    from .phases import read_phases

    shape = read_phases(params["fit"])[-1].plan.shape
    network = load_network(FIT, ENCODER, shape)
    write(network, ENCODER / "tokenizer.json", MODEL, replace(settings_of(shape), **params["settings"]))


def calibrate(params: Mapping[str, Any]) -> None:
    """work/model with the settings that suit the held-out articles best → attribution/, with calibration.json."""
    from .calibrate import calibrate as tune
    from .calibrate import ship
    from .sets import HELD_OUT, read_set

    settings, report = tune(MODEL, read_set(SETS, HELD_OUT), threads=params["fit"]["threads"])
    ship(MODEL, SHIPPED, settings)
    _write(report, SHIPPED / "calibration.json")


def score(params: Mapping[str, Any]) -> None:
    """The shipped model on our test articles and on the folders `data.reference` → attribution/metrics.json."""
    from .score import score as measure

    _write(measure(SYSTEMS["model"], *_tests(params)), SHIPPED / "metrics.json")


def baselines(params: Mapping[str, Any]) -> None:
    """The rules, and a CRF trained on all that the model is trained on → attribution/baselines.json."""
    from ..baselines.crf import CharacterCrf
    from .score import score as measure
    from .sets import CORPUS, MORE, read_set

    crf = CharacterCrf(WORK / "crf", **params["baselines"]["crf"])
    crf.fit([*read_set(SETS, MORE), *read_set(SETS, CORPUS)])
    systems: dict[str, Attributor] = {"rules": SYSTEMS["rules"], "crf": crf}
    figures = {name: measure(system, *_tests(params)) for name, system in systems.items()}
    _write(figures, SHIPPED / "baselines.json")


def _tests(params: Mapping[str, Any]) -> tuple[Path, list[Path]]:
    return Path(params["data"]["corpus"]), [Path(folder) for folder in params["data"]["reference"]]


def _write(report: Any, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


STAGES: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "prepare": prepare,
    "encoder": encoder,
    "fit": fit,
    "export": export,
    "calibrate": calibrate,
    "score": score,
    "baselines": baselines,
}


def main() -> None:
    """Run one stage. Exit status 1, and a line with the code, where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m shuishuo.train")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--params", type=Path, default=Path("params.yaml"))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        params = yaml.safe_load(arguments.params.read_text(encoding="utf-8"))
        STAGES[arguments.stage](params)
    except (KeyError, TypeError) as error:  # params.yaml lacks a value, or has one that means nothing
        parser.exit(1, f"{ShuishuoError('E203', f'{arguments.params}: {error}')}\n")
    except ShuishuoError as error:
        parser.exit(1, f"{error}\n")


if __name__ == "__main__":
    main()
