"""Groups: the ways attributions are told apart in the breakdowns, each by a rule on one attribution."""

from collections.abc import Iterable, Sequence

from ..document import Attribution, Document
from ..record import KINDS, QUOTE_TYPES
from .comparison import Comparison
from .figures import Figure, bootstrap

CUE_POSITIONS = ("before", "inside", "after", "none")
SOURCE_FORMS = ("explicit", "pronoun", "left out")
GROUPS: dict[str, tuple[str, ...]] = {
    "quote type": QUOTE_TYPES,
    "cue position": CUE_POSITIONS,
    "speaker kind": (*KINDS, "unknown"),
    "source form": SOURCE_FORMS,
}

_PRONOUNS = frozenset(
    (
        *("他", "她", "它", "其", "他们", "她们", "它们", "他們", "她們", "它們", "我", "我们", "我們"),
        *("对方", "對方", "双方", "雙方", "前者", "后者", "後者"),
    )
)
_DEMONSTRATIVES = ("该", "該", "此", "这", "這")  # 该公司, 此人: they point back, as a pronoun does


def cue_position(attribution: Attribution) -> str:
    """Where the first cue stands: before, inside (between or within the pieces of) or after the content, or none."""
    if not attribution.cue:
        return "none"
    cue = min(span.start for span in attribution.cue)
    if cue < min(span.start for span in attribution.content):
        return "before"
    return "inside" if cue < max(span.end for span in attribution.content) else "after"


def source_form(attribution: Attribution) -> str:
    """Whether the source is named or described, a pronoun (or 该…, 此…, 这…), or left out."""
    if not attribution.source:
        return "left out"
    words = attribution.source[0].text
    return "pronoun" if words in _PRONOUNS or words.startswith(_DEMONSTRATIVES) else "explicit"


def groups_of(attribution: Attribution, document: Document) -> dict[str, str]:
    """The group of an attribution under each of GROUPS."""
    speaker = document.entity(attribution.speaker)
    return {
        "quote type": attribution.type,
        "cue position": cue_position(attribution),
        "speaker kind": speaker.kind if speaker else "unknown",
        "source form": source_form(attribution),
    }


def breakdowns(comparisons: Sequence[Comparison], *, draws: int, seed: int) -> dict[str, dict[str, dict[str, Figure]]]:
    """By grouping and group of the gold attributions: the share found, and the share found with the right speaker.

    These are recalls, since it is gold that says which group an attribution belongs to; groups without gold are left
    out. Intervals as in `figures.bootstrap`.
    """
    tallies = [_tally(comparison) for comparison in comparisons]
    result: dict[str, dict[str, dict[str, Figure]]] = {}
    for grouping, names in GROUPS.items():
        result[grouping] = {}
        for name in names:
            of_group = [tally.get((grouping, name), (0, 0, 0)) for tally in tallies]
            if any(gold for gold, _, _ in of_group):
                result[grouping][name] = bootstrap(of_group, _recalls, draws=draws, seed=seed)
    return result


def support(comparisons: Iterable[Comparison]) -> dict[str, dict[str, int]]:
    """How many gold attributions each group has."""
    result = {grouping: dict.fromkeys(names, 0) for grouping, names in GROUPS.items()}
    for comparison in comparisons:
        for (grouping, name), (gold, _, _) in _tally(comparison).items():
            result[grouping][name] += gold
    return result


def _tally(comparison: Comparison) -> dict[tuple[str, str], tuple[int, int, int]]:
    """By (grouping, group): gold attributions, those found, those found with the right speaker."""
    right = {pair.gold.id: comparison.speaker_right(pair) for pair in comparison.pairs}
    tally: dict[tuple[str, str], tuple[int, int, int]] = {}
    for attribution in comparison.gold.attributions:
        for group in groups_of(attribution, comparison.gold).items():
            gold, found, spoken = tally.get(group, (0, 0, 0))
            found += attribution.id in right
            tally[group] = gold + 1, found, spoken + right.get(attribution.id, False)
    return tally


def _recalls(row: Sequence[int]) -> dict[str, float]:
    gold, found, spoken = row
    return {"found": found / gold, "found with speaker": spoken / gold} if gold else {}
