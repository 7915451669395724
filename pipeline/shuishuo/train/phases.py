"""Training in phases, each of which goes on from the weights of the one before, on the sets that it names."""

import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ShuishuoError
from . import fit
from .batches import Plan
from .data import Example
from .sets import MICROBLOGS, read_set

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One phase: `data` names the sets whose articles it trains on, in this order; `plan` says how."""

    data: tuple[str, ...]
    plan: Plan


def read_phases(given: Mapping[str, Any]) -> list[Phase]:
    """The phases of a mapping such as params.yaml's `fit`: what stands beside `phases` goes for all of them.

    Raises TypeError or KeyError where a value has no such name or is missing.
    """
    common = {name: value for name, value in given.items() if name != "phases"}
    return [
        Phase(data=tuple(own["data"]), plan=Plan(**common, **{k: v for k, v in own.items() if k != "data"}))
        for own in given["phases"]
    ]


def run_phases(
    phases: Sequence[Phase], sets: Path, held: Sequence[Example], encoder: Path, out: Path
) -> list[dict[str, Any]]:
    """Train phase after phase, phase N into the folder `out`/N, and copy the last weights to `out`/network.pt.

    sets: the folder of the prepared sets. A phase whose sets are empty is left out, so that the same phases do with
    our corpus alone. Gives for each phase the number of articles, its plan and the figures of its epochs.
    Raises ShuishuoError E203 where no phase has an article to train on.
    """
    before: Path | None = None
    reports: list[dict[str, Any]] = []
    microblogs = read_set(sets, MICROBLOGS)
    for number, phase in enumerate(phases, 1):
        train: list[Example] = [one for name in phase.data for one in read_set(sets, name)]
        if not train:
            log.warning("phase %d is left out: there are no articles in %s", number, ", ".join(phase.data))
            continue
        folder = out / str(number)
        fit.fit(train, held, encoder, folder, phase.plan, microblogs=microblogs, start=before)
        reports.append({"phase": number, "data": phase.data, **json.loads((folder / "fit.json").read_text("utf-8"))})
        before = folder
    if before is None:
        raise ShuishuoError("E203", "no phase has articles to train on")
    shutil.copyfile(before / "network.pt", out / "network.pt")
    return reports
