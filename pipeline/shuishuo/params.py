"""The parameters of a run, read from params.yaml and checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .errors import ShuishuoError


@dataclass(frozen=True, kw_only=True)
class Params:
    """What dvc.yaml's stages can be told. Names are those of params.yaml, `a.b` there being `a_b` here.

    attribute_system: which attribution system, a key of `attribute.SYSTEMS`.
    quarantine_share: the share of articles that a stage may quarantine and still pass, 0 to 1.
    evaluate_draws: bootstrap samples behind each 95 % interval. evaluate_seed: of their random numbers.
    twins_seed: of the damage that is done to the test articles.
    """

    attribute_system: str = "model"
    quarantine_share: float = 0.0
    evaluate_draws: int = 1000
    evaluate_seed: int = 0
    twins_seed: int = 0

    @classmethod
    def read(cls, path: Path) -> "Params":
        """Raises ShuishuoError E203 where the file or a value in it is missing or wrong."""
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise ShuishuoError("E203", f"{path}: {error}") from error
        return cls(
            attribute_system=_value(data, "attribute", "system", str, path),
            quarantine_share=float(_value(data, "quarantine", "share", (int, float), path)),
            evaluate_draws=_value(data, "evaluate", "draws", int, path),
            evaluate_seed=_value(data, "evaluate", "seed", int, path),
            twins_seed=_value(data, "twins", "seed", int, path),
        )


def _value(data: Any, section: str, name: str, kind: type | tuple[type, ...], path: Path) -> Any:
    try:
        value = data[section][name]
    except (KeyError, TypeError) as error:
        raise ShuishuoError("E203", f"{path}: no {section}.{name}") from error
    if not isinstance(value, kind):
        raise ShuishuoError("E203", f"{path}: {section}.{name} is {value!r}")
    return value
