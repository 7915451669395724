"""Sides: the map of speakers × targets over many articles, where each speaker leans and how sure that is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..positions import Position
from ..positions.statements import Party
from ..record import LABELS, Label

MOST_SPEAKERS, MOST_TARGETS = 24, 16


@dataclass(frozen=True, kw_only=True)
class SideCell:
    """A speaker's stances toward a target. `strength`: 1 to 4, how one-sided and how many; `note`: the interval."""

    counts: dict[Label, int]
    leaning: Label
    strength: int
    note: str


@dataclass(frozen=True, kw_only=True)
class SideRow:
    """A speaker's row; a cell is None where nothing was said of the target."""

    speaker: Party
    cells: tuple[SideCell | None, ...]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The map of the speakers and targets with the most stances for or against, those that meet near each other.

    speaker_total, target_total: how many there are in all.
    """

    targets: tuple[Party, ...]
    rows: tuple[SideRow, ...]
    speaker_total: int
    target_total: int


def sides(found: Sequence[Position]) -> Sides:
    """The map of the positions over all time. Same positions, same map."""
    spoken, met = _weights(found)
    targets = _strongest(met, MOST_TARGETS)
    inside = [position for position in found if position.target.key in targets]
    speakers = _strongest(_weights(inside)[0], MOST_SPEAKERS)
    at = {(position.speaker.key, position.target.key): position for position in inside}
    targets = [target for target in targets if any(_sided(at.get((speaker, target))) for speaker in speakers)]
    parties = {party.key: party for position in found for party in (position.speaker, position.target)}
    order = {key: place for place, key in enumerate(targets)}

    def column(speaker: str) -> tuple[int, int]:
        """Where the target stands that the speaker has most to say about, then how much that is."""
        best = max(order, key=lambda key: (_sided(at.get((speaker, key))), -order[key]))
        return order[best], -_sided(at.get((speaker, best)))

    return Sides(
        targets=tuple(parties[key] for key in targets),
        rows=tuple(
            SideRow(speaker=parties[key], cells=tuple(_cell(at.get((key, target))) for target in targets))
            for key in sorted(speakers, key=lambda key: (*column(key), key))
        ),
        speaker_total=len(spoken),
        target_total=len(met),
    )


def _weights(found: Iterable[Position]) -> tuple[Counter[str], Counter[str]]:
    """How often each speaker takes a side, and how often one is taken toward each target."""
    speakers: Counter[str] = Counter()
    targets: Counter[str] = Counter()
    for position in found:
        speakers[position.speaker.key] += _sided(position)
        targets[position.target.key] += _sided(position)
    return speakers, targets


def _strongest(weights: Counter[str], most: int) -> list[str]:
    return sorted((key for key, weight in weights.items() if weight), key=lambda key: (-weights[key], key))[:most]


def _sided(position: Position | None) -> int:
    return position.favor + position.against if position else 0


def _cell(position: Position | None) -> SideCell | None:
    if position is None:
        return None
    leaning: Label = "neutral"
    if position.favor != position.against:
        leaning = "favor" if position.favor > position.against else "against"
    return SideCell(
        counts={label: count for label in LABELS if (count := getattr(position, label))},
        leaning=leaning,
        strength=min(4, abs(position.favor - position.against)),
        note=_note(position),
    )


def _note(position: Position) -> str:
    if position.lean is None or position.lean_low is None or position.lean_high is None:
        return "只有中立"
    return f"倾向 {position.lean:+.2f}，95% 区间 {position.lean_low:+.2f} 至 {position.lean_high:+.2f}"
