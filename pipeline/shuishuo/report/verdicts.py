"""Verdicts: what gold says of each attribution of an article, for the pages to show beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Attribution, Document
from ..evaluate import compare
from ..evaluate.causes import lone_cause, pair_causes
from ..evaluate.comparison import Comparison
from ..evaluate.counts import count
from ..evaluate.figures import figures
from ..record import Record
from .disagreements import Run, runs
from .repairs import in_clean
from .words import CAUSE


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Of a predicted attribution: `paired` with a gold one or a false alarm; what is wrong with it, and gold's say.

    `runs`: gold's content and the predicted one merged, where they differ.
    """

    paired: bool
    causes: tuple[str, ...]
    gold_type: str = ""
    gold_speaker: str = ""
    gold_stances: tuple[tuple[str, str], ...] = ()  # label, target name
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A gold attribution that was not found."""

    attribution: Attribution
    speaker: str
    causes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """All of one article: by predicted attribution id, the missed ones, the article's own figures, and their ground."""

    of: dict[str, Verdict]
    missed: tuple[Missed, ...]
    figures: dict[str, float]
    comparison: Comparison

    @property
    def right(self) -> int:
        """How many predicted attributions have nothing wrong with them."""
        return sum(verdict.paired and not verdict.causes for verdict in self.of.values())

    @property
    def false_alarms(self) -> int:
        """How many predicted attributions gold does not have."""
        return sum(not verdict.paired for verdict in self.of.values())


def judge(record: Record, gold: Document) -> Verdicts:
    """Compare a record with its gold. Raises ShuishuoError E301 where gold's spans do not fit the record's text."""
    comparison = compare(gold, Document.from_record(record), record.raw)
    names = {entity.id: in_clean(record, entity.name) for entity in gold.entities}

    def name(id_: str | None) -> str:
        return names[id_] if id_ is not None else "未知"

    of = {
        pair.predicted.id: Verdict(
            paired=True,
            causes=_worded(pair_causes(comparison, pair)),
            gold_type=pair.gold.type,
            gold_speaker=name(pair.gold.speaker),
            gold_stances=tuple((stance.label, name(stance.target)) for stance in pair.gold.stances),
            runs=_differing(runs(record, pair.gold.content, pair.predicted.content)),
        )
        for pair in comparison.pairs
    }
    for attribution in comparison.spurious:
        causes = _worded(lone_cause(comparison, attribution, "spurious").split("; "))
        of[attribution.id] = Verdict(paired=False, causes=causes)
    missed = tuple(
        Missed(
            attribution=attribution,
            speaker=name(attribution.speaker),
            causes=_worded(lone_cause(comparison, attribution, "missed").split("; ")),
        )
        for attribution in comparison.missed
    )
    return Verdicts(of=of, missed=missed, figures=figures(count(comparison)), comparison=comparison)


def _differing(found: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs where some belong to one side alone, else none."""
    return found if any(run.side in ("gold", "predicted") for run in found) else ()


def _worded(causes: Sequence[str]) -> tuple[str, ...]:
    return tuple(CAUSE[cause] for cause in causes)
