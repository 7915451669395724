"""Evaluate: gold and predictions compared, as figures with intervals, breakdowns and a table of every attribution.

    documents = [Document.from_record(record) for record in records]
    texts = {record.id: record.raw for record in records}
    outcome = evaluate(read_gold(path, texts), documents, texts)
    write_metrics(outcome, metrics_path); write_plots(outcome, folder)
    write_evaluation_set(evaluation_set(gold, documents, texts), folder)

The protocol is written down, with worked examples, in eval/README.md.
"""

from collections.abc import Iterable, Mapping

from ..document import Document
from .comparison import Comparison, compare, compare_all
from .confusion import stance_decisions
from .coreference import speaker_figures
from .counts import count
from .evalset import COLUMNS, evaluation_set, write_evaluation_set
from .figures import Figure, with_intervals
from .groups import breakdowns, support
from .metrics import Report, write_metrics
from .plots import write_plots
from .reliability import outcomes
from .worst import cases

__all__ = [
    "COLUMNS",
    "Comparison",
    "Figure",
    "Report",
    "compare",
    "compare_all",
    "evaluate",
    "evaluation_set",
    "write_evaluation_set",
    "write_metrics",
    "write_plots",
]


def evaluate(
    gold: Iterable[Document],
    predicted: Iterable[Document],
    texts: Mapping[str, str],
    *,
    draws: int = 500,
    seed: int = 0,
) -> Report:
    """Score predictions against gold; `texts` maps article ids to the texts that the offsets count in.

    `draws` samples of articles, chosen with `seed`, make the intervals. Predictions about articles without gold are
    left aside. Raises ShuishuoError E305 where an article of `gold` has no prediction or text, E301 where a span's
    text is not what stands in the article, ValueError where `gold` is empty.
    """
    comparisons = compare_all(gold, predicted, texts)
    return Report(
        articles=len(comparisons),
        gold=sum(len(comparison.gold.attributions) for comparison in comparisons),
        predicted=sum(len(comparison.predicted.attributions) for comparison in comparisons),
        figures=with_intervals([count(comparison) for comparison in comparisons], draws=draws, seed=seed),
        speakers=speaker_figures(comparisons, draws=draws, seed=seed),
        breakdowns=breakdowns(comparisons, draws=draws, seed=seed),
        support=support(comparisons),
        stances=tuple(stance_decisions(comparisons)),
        outcomes=tuple(outcomes(comparisons)),
        cases=tuple(cases(comparisons)),
    )
