"""Score stance alone, beside its baselines: `python -m shuishuo.evaluate.stance TRAIN GOLD TEST GOLD`.

Each pair is segmented records (`shuishuo stage segment`) and the stand-off gold of the same articles. Attributions,
speakers and targets are gold's; only the label is to be found. Prints a table over all cases and one over the cases
whose target no training article speaks of, and the calibration error of the system's confidences.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from ..document import Document, read_documents
from ..record import Label, Record
from ..stance import label_targets
from .reliability import Outcome, calibration_error
from .stance_baselines import baselines
from .stance_cases import Case, cases, given_targets
from .stance_table import stance_figures, to_table


def stance_tables(
    train: tuple[list[Record], Mapping[str, Document]],
    test: tuple[list[Record], Mapping[str, Document]],
    *,
    draws: int = 500,
    seed: int = 0,
) -> str:
    """The tables as text. Each pair: segmented records, gold by article id."""
    learnt = cases(given_targets(*train), train[1])
    given = given_targets(*test)
    asked = cases(given, test[1])
    judged = {
        (record.id, attribution.id, stance.target): stance
        for record in map(label_targets, given)
        for attribution in record.attributions
        for stance in attribution.stances
    }
    found = [judged[case.article, case.attribution, case.target] for case in asked]
    said: dict[str, list[Label]] = {**baselines(learnt, asked), "system": [stance.label for stance in found]}
    seen = {case.name for case in learnt}
    unseen = [row for row, case in enumerate(asked) if case.name not in seen]
    error = calibration_error(
        Outcome(confidence=stance.confidence, right=stance.label == case.gold)
        for stance, case in zip(found, asked, strict=True)
    )

    def table(rows: list[int]) -> str:
        some: list[Case] = [asked[row] for row in rows]
        return to_table(
            {
                name: stance_figures(some, [labels[row] for row in rows], draws=draws, seed=seed)
                for name, labels in said.items()
            }
        )

    parts = [f"{len(asked)} gold stances of {len(given)} articles", table(list(range(len(asked))))]
    if unseen:
        parts += [f"\n{len(unseen)} of them toward targets that no training article speaks of", table(unseen)]
    return "\n".join([*parts, f"\ncalibration error of the system's confidences: {100 * error:.1f}"])


def read_pair(records: Path, gold: Path) -> tuple[list[Record], Mapping[str, Document]]:
    """Segmented records and gold by article; articles without gold are left aside.

    Raises ShuishuoError E301, E302 or E303 where a line is not what it should be, OSError where a file is missing.
    """
    with gold.open(encoding="utf-8") as file:
        documents = {document.id: document for document in read_documents(file)}
    with records.open(encoding="utf-8") as file:
        rows = (line for line in file if json.loads(line)["id"] in documents)
        return [Record.from_json(line) for line in rows], documents


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("train_records", "train_gold", "test_records", "test_gold"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--draws", type=int, default=500, help="samples of articles behind each interval")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    train, test = read_pair(given.train_records, given.train_gold), read_pair(given.test_records, given.test_gold)
    print(stance_tables(train, test, draws=given.draws, seed=given.seed))  # noqa: T201 - a command


if __name__ == "__main__":
    main()
