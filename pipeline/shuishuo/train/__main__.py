"""The stages of training the attribution model, as models/dvc.yaml calls them from the folder models/.

python -m shuishuo.train prepare|encoder|fit|export|score [--params params.yaml]
"""

import argparse
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ..errors import ShuishuoError

WORK = Path("work")
SHIPPED = Path("attribution")


def prepare(params: Mapping[str, Any]) -> None:
    """Gold of the folder `data.gold` and of those in `data.more` → work/examples.jsonl."""
    from . import data

    examples = data.read_examples([Path(p) for p in (params["data"]["gold"], *params["data"]["more"])])
    WORK.mkdir(exist_ok=True)
    data.write_prepared(examples, WORK / "examples.jsonl")


def encoder(params: Mapping[str, Any]) -> None:
    """The pruned encoder → work/encoder."""
    from .encoder import save_encoder

    save_encoder(WORK / "encoder", layers=int(params["fit"]["layers"]))


def fit(params: Mapping[str, Any]) -> None:
    """Fine-tune → work/fit."""
    from . import data
    from . import fit as fitting
    from .batches import Plan

    plan = Plan(**params["fit"])
    fitting.fit(data.read_prepared(WORK / "examples.jsonl"), WORK / "encoder", WORK / "fit", plan)


def export(params: Mapping[str, Any]) -> None:
    """The averaged weights → attribution/, with the settings that make the confidence a probability."""
    from .batches import Plan
    from .export import export as write
    from .fit import load_network, settings_of

    shape = Plan(**params["fit"]).shape
    network = load_network(WORK / "fit", WORK / "encoder", shape)
    settings = replace(settings_of(shape), **params["settings"])
    write(network, WORK / "encoder" / "tokenizer.json", SHIPPED, settings)


def score(params: Mapping[str, Any]) -> None:
    """The shipped graphs on the folder `data.test` → attribution/metrics.json."""
    from ..attribute.model import AttributionModel
    from . import data
    from .measure import calibration_error, measure

    examples = data.read_examples([Path(params["data"]["test"])])
    model = AttributionModel(SHIPPED, threads=int(params["fit"]["threads"]))
    results = [(e, model.predict(e.text)) for e in examples]
    figures: dict[str, Any] = {"articles": len(examples), **measure(results)}
    figures["expected calibration error"] = calibration_error(results)
    figures["settings"] = asdict(model.settings)
    (SHIPPED / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


STAGES: dict[str, Callable[[Mapping[str, Any]], None]] = {
    "prepare": prepare,
    "encoder": encoder,
    "fit": fit,
    "export": export,
    "score": score,
}


def main() -> None:
    """Run one stage. Raises ShuishuoError E203 where params.yaml lacks a value."""
    import yaml

    parser = argparse.ArgumentParser(prog="python -m shuishuo.train")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--params", type=Path, default=Path("params.yaml"))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        params = yaml.safe_load(arguments.params.read_text(encoding="utf-8"))
        STAGES[arguments.stage](params)
    except (KeyError, TypeError) as error:
        raise ShuishuoError("E203", f"{arguments.params}: {error}") from error


if __name__ == "__main__":
    main()
