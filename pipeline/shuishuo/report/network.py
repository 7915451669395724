"""The network of who stands against whom: its parties placed by a deterministic layout, ready to be drawn.

Each connected group of parties is laid out by itself with forces (Fruchterman and Reingold 1991, "Graph drawing by
force-directed placement") from a circle in the order of names, so no chance is involved; the groups then fill rows.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..positions import Position
from ..record import Kind
from .entries import excerpt

WIDTH = 1160  # of the picture, in its own units
MOST_EDGES = 60
_STEPS = 300
_SPACE = 118.0  # wished for between two parties: a name of seven characters fits
_SIDE, _TOP = 70.0, 34.0  # margin of a group, for the names at its rim
_BEND = 0.16  # of an edge's length: two parties may stand against each other
_RADIUS = 5.0
_DIGITS = 1
_LONGEST = 11  # characters of a name that are written beside its point


@dataclass(frozen=True, kw_only=True)
class Node:
    """A party in the picture; `label` is its name, cut where long; `weight` counts the stances it takes and meets."""

    name: str
    label: str
    kind: Kind
    weight: int
    radius: float
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A speaker's side toward a target; `path` is an SVG path from the one to the other, `width` grows with counts."""

    speaker: str
    target: str
    label: str
    favor: int
    against: int
    width: float
    path: str


@dataclass(frozen=True, kw_only=True)
class Network:
    """The picture: `width` × `height` units. `shown` of `total` pairs of parties that take sides are in it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    shown: int
    total: int


def network(found: Iterable[Position]) -> Network:
    """The pairs of named parties with the most stances for or against. Same positions, same picture."""
    sided = [position for position in found if position.lean is not None and _named(position)]
    strong = sorted(sided, key=lambda p: (-(p.favor + p.against), p.speaker.key, p.target.key))[:MOST_EDGES]
    weights: Counter[str] = Counter()
    for position in strong:
        for party in (position.speaker, position.target):
            weights[party.key] += position.favor + position.against
    places, height = _places(strong)
    parties = {party.key: party for position in strong for party in (position.speaker, position.target)}
    nodes = {
        key: Node(
            name=party.name,
            label=excerpt(party.name, longest=_LONGEST),
            kind=party.kind,
            weight=weights[key],
            radius=round(_RADIUS + 1.6 * math.sqrt(weights[key] - 1), _DIGITS),
            x=round(places[key][0], _DIGITS),
            y=round(places[key][1], _DIGITS),
        )
        for key, party in sorted(parties.items())
    }
    edges = tuple(_edge(position, nodes) for position in strong)
    return Network(
        nodes=tuple(nodes.values()),
        edges=edges,
        width=WIDTH,
        height=math.ceil(height),
        shown=len(strong),
        total=len(sided),
    )


def _named(position: Position) -> bool:
    """Whether both are parties that other articles may know, and not one and the same."""
    unnamed = {"anonymous", "document"} & {position.speaker.kind, position.target.kind}
    return not unnamed and position.speaker.key != position.target.key


def _edge(position: Position, nodes: dict[str, Node]) -> Edge:
    one, two = nodes[position.speaker.key], nodes[position.target.key]
    dx, dy = two.x - one.x, two.y - one.y
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    start = one.x + ux * one.radius, one.y + uy * one.radius
    end = two.x - ux * (two.radius + 7), two.y - uy * (two.radius + 7)
    bend = (one.x + two.x) / 2 - uy * length * _BEND, (one.y + two.y) / 2 + ux * length * _BEND
    (x0, y0), (x1, y1), (x2, y2) = ((round(x, _DIGITS), round(y, _DIGITS)) for x, y in (start, bend, end))
    return Edge(
        speaker=position.speaker.name,
        target=position.target.name,
        label="favor" if position.favor > position.against else "against",
        favor=position.favor,
        against=position.against,
        width=round(1 + math.log2(position.favor + position.against), _DIGITS),
        path=f"M{x0} {y0}Q{x1} {y1} {x2} {y2}",
    )


def _places(found: Sequence[Position]) -> tuple[dict[str, tuple[float, float]], float]:
    """A place for each party and the height of the picture: groups in rows, the largest first."""
    places: dict[str, tuple[float, float]] = {}
    left, top, row = 0.0, 0.0, 0.0
    for group in _groups(found):
        points = _laid_out(group, found)
        points -= points.min(axis=0)
        points[:, 0] *= min(1.0, (WIDTH - 2 * _SIDE) / max(points[:, 0].max(), 1.0))
        right, bottom = points.max(axis=0).tolist()
        wide, high = right + 2 * _SIDE, bottom + 2 * _TOP
        if left + wide > WIDTH:
            left, top, row = 0.0, top + row, 0.0
        for key, (x, y) in zip(group, points.tolist(), strict=True):
            places[key] = (left + _SIDE + x, top + _TOP + y)
        left, row = left + wide, max(row, high)
    return places, top + row


def _groups(found: Iterable[Position]) -> list[list[str]]:
    """The connected parties, each group in the order of keys, the largest groups first."""
    near: dict[str, set[str]] = defaultdict(set)
    for position in found:
        near[position.speaker.key].add(position.target.key)
        near[position.target.key].add(position.speaker.key)
    groups, seen = [], set[str]()
    for start in sorted(near):
        if start in seen:
            continue
        group, todo = {start}, [start]
        while todo:
            new = near[todo.pop()] - group
            group |= new
            todo += sorted(new)
        seen |= group
        groups.append(sorted(group))
    return sorted(groups, key=lambda group: (-len(group), group))


def _laid_out(group: Sequence[str], found: Iterable[Position]) -> NDArray[np.float64]:
    """Places of one group's parties, [parties, 2], wherever they come to rest; a little wider than high."""
    number = len(group)
    at = {key: n for n, key in enumerate(group)}
    links = np.zeros((number, number))
    for position in found:
        if position.speaker.key in at:
            one, two = at[position.speaker.key], at[position.target.key]
            links[one, two] = links[two, one] = 1.0
    turn = 2 * math.pi * np.arange(number) / number
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1) * _SPACE * math.sqrt(number) / 2
    heat = _SPACE / 2
    for step in range(_STEPS):
        apart = points[:, None] - points[None]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1.0)
        force = _SPACE**2 / distance**2 - links * distance / _SPACE
        np.fill_diagonal(force, 0.0)
        move = (apart * force[..., None] / distance[..., None] * _SPACE / 10).sum(axis=1)
        size = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        points += move / size * np.minimum(size, heat * (1 - step / _STEPS))
    return np.asarray(points - points.mean(axis=0)) * (1.25, 0.85)
