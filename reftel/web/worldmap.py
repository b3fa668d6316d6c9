"""The world as a picture that needs no script: coasts and borders as SVG paths, and where a place lies on them.

The shapes are Natural Earth's (1:110 million, public domain) as packed by the npm package `world-atlas`: TopoJSON, in
which a line that two countries share is stored once, as small steps. The projection is Natural Earth's too (Šavrič,
Jenny, Patterson, Petrovič and Hurni 2011): it shows the whole world without making its north huge.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from reftel.web.pages import STATIC

WIDTH = 1000
NORTH, SOUTH = 84.0, -57.0
"""What is shown: no post stands farther north or south, and Antarctica would take a quarter of the picture."""
LEAST, MOST = 3.0, 26.0
"""Radii of the circles, of the smallest and the largest count."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = list[Point]


class _Shape(msgspec.Struct, tag_field="type"):
    """A geometry of the topology, in lists of numbers of arcs; a negative number is an arc backwards (~number)."""


class _Polygon(_Shape, tag="Polygon"):
    arcs: list[list[int]]


class _MultiPolygon(_Shape, tag="MultiPolygon"):
    arcs: list[list[list[int]]]


class _Collection(_Shape, tag="GeometryCollection"):
    geometries: list[_Polygon | _MultiPolygon]


class _Transform(msgspec.Struct):
    scale: tuple[float, float]
    translate: tuple[float, float]


class _Topology(msgspec.Struct):
    arcs: list[list[tuple[int, int]]]
    transform: _Transform
    objects: dict[str, _Collection]


class World(NamedTuple):
    """The picture's ground: what the SVG's ``viewBox`` and paths hold."""

    width: int
    height: int
    land: str
    borders: str


class Circle(NamedTuple):
    """A place on the map."""

    x: float
    y: float
    radius: float


def place(latitude: float, longitude: float) -> Point:
    """Where a place lies on the picture, from its upper left corner."""
    x, y = _project(longitude, latitude)
    return round(x, 1), round(y, 1)


def radius(count: int, most: int) -> float:
    """Areas are as the counts are; the smallest can still be seen and hit."""
    return round(max(LEAST, MOST * math.sqrt(count / most)), 1) if count > 0 and most > 0 else 0.0


@cache
def world() -> World:
    """Coasts and borders, read once."""
    topology = msgspec.json.decode((STATIC / "vendor" / "countries-110m.json").read_bytes(), type=_Topology)
    arcs = [_points(arc, topology.transform) for arc in topology.arcs]
    land = (
        _path(piece, closed=True)
        for polygon in _polygons(topology.objects["land"])
        for ring in polygon
        for piece in _within(_joined(ring, arcs))
    )
    used = Counter(
        number if number >= 0 else ~number
        for polygon in _polygons(topology.objects["countries"])
        for ring in polygon
        for number in ring
    )
    borders = (_path(arcs[number], closed=False) for number, times in used.items() if times > 1)
    return World(WIDTH, round(_project(0, SOUTH)[1]), "".join(land), "".join(borders))


def _points(arc: list[tuple[int, int]], transform: _Transform) -> Ring:
    """An arc's steps, added up, in degrees."""
    x = y = 0
    (wide, tall), (left, bottom) = transform.scale, transform.translate
    points = []
    for across, up in arc:
        x, y = x + across, y + up
        points.append((x * wide + left, y * tall + bottom))
    return points


def _polygons(shape: _Collection) -> Iterator[list[list[int]]]:
    for each in shape.geometries:
        if isinstance(each, _MultiPolygon):
            yield from each.arcs
        else:
            yield each.arcs


def _joined(ring: list[int], arcs: list[Ring]) -> Ring:
    """The arcs of a ring end to end; where two meet, they share a point."""
    points: Ring = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _within(ring: Ring) -> Iterator[Ring]:
    """A ring cut at the edge of the map: Chukotka lies on both sides of 180 degrees.

    The ring is unrolled, so that no step leaps over the map, drawn where it is and once around the world to either
    side, and each time cut off at both edges. One around a pole is left out: only Antarctica is.
    """
    rolled: Ring = []
    turned = 0.0
    for longitude, latitude in ring:
        if rolled:
            step = longitude + turned - rolled[-1][0]
            turned -= 360 * round(step / 360)
        rolled.append((longitude + turned, latitude))
    if abs(rolled[-1][0] - rolled[0][0]) > 180 or max(latitude for _, latitude in rolled) < SOUTH:
        return
    for around in (-360, 0, 360):
        moved = [(longitude + around, latitude) for longitude, latitude in rolled]
        piece = _cut(_cut(moved, -180, 1), 180, -1)
        if len(piece) > 2:
            yield piece


def _cut(ring: Ring, edge: float, side: int) -> Ring:
    """What of a ring lies on one side of a meridian (Sutherland and Hodgman 1974)."""
    kept: Ring = []
    for (before, low), (here, high) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside, was = side * here >= side * edge, side * before >= side * edge
        if inside != was:
            share = (edge - before) / (here - before)
            kept.append((edge, low + share * (high - low)))
        if inside:
            kept.append((here, high))
    return kept


def _path(points: Iterable[Point], closed: bool) -> str:
    """SVG path data in steps of whole units; steps too small to see are left out."""
    steps: list[str] = []
    start = x = y = None
    for longitude, latitude in points:
        across, down = _project(longitude, latitude)
        here_x, here_y = round(across), round(down)
        if x is None or y is None:
            start = f"M{here_x} {here_y}l"
        elif (here_x, here_y) != (x, y):
            steps.append(f"{here_x - x} {here_y - y}")
        x, y = here_x, here_y
    if len(steps) < (3 if closed else 1):
        return ""
    # A minus sign parts two numbers as well as a blank does.
    return f"{start}{' '.join(steps)}".replace(" -", "-") + ("z" if closed else "")


def _project(longitude: float, latitude: float) -> Point:
    """Natural Earth, scaled to the picture's width, its upper edge at `NORTH`."""
    lam, phi = math.radians(longitude), math.radians(min(latitude, NORTH + 2))
    scale = WIDTH / (2 * math.pi * 0.8707)
    return WIDTH / 2 + lam * _across(phi) * scale, (_up(math.radians(NORTH)) - _up(phi)) * scale


def _across(phi: float) -> float:
    p2, p4 = phi**2, phi**4
    return 0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))


def _up(phi: float) -> float:
    p2, p4 = phi**2, phi**4
    return phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)))
