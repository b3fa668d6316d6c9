"""The net around a cable: what it refers to and what refers to it, as many steps as are asked for.

Numbers are led to the cables that are held when the question is asked, straight or by an alias: what arrives later is
found later, and nothing has to be worked out again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from reftel.analysis.misdated import by_its_date, misdated
from reftel.analysis.missing import estimates
from reftel.analysis.numbering import Estimate
from reftel.analysis.posts import Number, day_of, implausible, number_of, numbering
from reftel.archive import EVERYTHING, Archive, Reader, net
from reftel.model import Struct
from reftel.telegram import canonical_id
from reftel.telegram.volume_documents import KIND as DOCUMENT

AT_MOST = 400
"""Cables of a net; a circular telegram is cited by thousands."""
_INHERITED = "year inherited"
"""The rule of a reference that names no year, so that the citing cable's was taken."""
_BEFORE = 4
"""Days by which a citation may come before the date of what it cites: drafts name each other."""


class Edge(Struct, frozen=True):
    """One reference: from the cable that refers to what it refers to."""

    source: str
    """The key of the cable that refers."""
    target: str | None
    """The key of the cable meant where it is held, else its number; None where none is told."""
    held: bool
    """Whether the archive holds the target."""
    kind: str
    """cable, email, report, airgram, …"""
    text: str
    """As it stands there."""
    label: str | None = None
    """``A`` of ``A. STATE 62263``."""
    rule: str | None = None
    """Which rule resolved it, or why none did."""
    anchor: str | None = None
    """The paragraph that cites (``par7``); None for the REF line."""
    doubt: str | None = None
    """Why the number can hardly be the one that was meant; such an edge leads nowhere."""
    number: str | None = None
    """The number as the parser read it, where it differs from ``target``: an alias, or one in doubt."""


class Node(Struct, frozen=True):
    """A cable of a net, held or only cited."""

    id: str
    """The key, or the number of a cable that is not held."""
    held: bool
    distance: int
    """Steps from the cable that was asked for."""
    subject: str | None = None
    """None where there is none, or where it is not open to the reader."""
    sent: dt.datetime | None = None
    origin: str | None = None
    level: str | None = None
    estimate: Estimate | None = None
    """When a cable that is not held was probably sent, where that was asked for."""


class Net(Struct, frozen=True):
    """A cable and what stands around it."""

    id: str
    nodes: tuple[Node, ...]
    """By distance, then date."""
    edges: tuple[Edge, ...]
    cut: bool = False
    """Whether there are more cables than are given."""

    @property
    def out(self) -> tuple[Edge, ...]:
        """What the cable itself refers to, in its own order."""
        return tuple(each for each in self.edges if each.source == self.id)

    @property
    def into(self) -> tuple[Edge, ...]:
        """What refers to it, oldest first."""
        return tuple(each for each in self.edges if each.target == self.id and each.source != self.id)


def around(
    archive: Archive, ref: str, reader: Reader = EVERYTHING, *, depth: int = 1, dates: bool = False, most: int = AT_MOST
) -> Net | None:
    """The net around a cable, ``depth`` steps both ways; None where it is neither held nor cited.

    With ``dates`` the cables that are not held get an estimate, and references are compared with the numbering.
    """
    centre = archive.find(ref) or _cited(archive, ref, reader)
    if centre is None:
        return None
    distances = {centre: 0}
    edges: dict[tuple[str, int], Edge] = {}
    cut, border = False, [centre]
    for step in range(1, max(depth, 0) + 1):
        found = _touching(archive, border, reader, dates)
        border = []
        for place, edge in found.items():
            edges.setdefault(place, edge)
            for end in (edge.source, edge.target):
                if end is None or end in distances or edge.doubt:
                    continue
                if len(distances) >= most:
                    cut = True
                    continue
                distances[end] = step
                border.append(end)
        if not border:
            break
    kept = [each for each in edges.values() if _inside(each, distances, centre)]
    return Net(centre, _nodes(archive, distances, kept, reader, dates), tuple(kept), cut)


def references_of(archive: Archive, key: str, reader: Reader = EVERYTHING) -> tuple[Edge, ...]:
    """What a held cable refers to, listed and in its text, in its own order, compared with the numbering."""
    return tuple(edges_of(archive, net.citations_of(archive, [key], reader), dates=True, reader=reader))


def edges_of(archive: Archive, citations: Iterable[net.Citation], *, dates: bool, reader: Reader) -> list[Edge]:
    """Rows of references as edges, led to what is held now."""
    rows = list(citations)
    held = net.led(archive, {each.target for each in rows if each.target})
    heads = net.heads(archive, set(held.values()))
    doubtful = misdated(archive, {each.source for each in rows})
    return [_edge(archive, each, held, heads, doubtful, dates, reader) for each in rows]


def _cited(archive: Archive, ref: str, reader: Reader) -> str | None:
    """The number of a cable that is not held, if anything cites it."""
    number = canonical_id(ref)
    return number if net.citations_to(archive, [number], reader) else None


def _touching(archive: Archive, border: Collection[str], reader: Reader, dates: bool) -> dict[tuple[str, int], Edge]:
    """Edges that go out of these cables or come into them, by citing cable and place among its references."""
    spelt = net.spellings(archive, border)
    out = net.citations_of(archive, border, reader)
    into = net.citations_to(archive, spelt, reader)
    rows = list({(each.source, each.position): each for each in (*out, *into)}.values())
    return {
        (row.source, row.position): edge
        for row, edge in zip(rows, edges_of(archive, rows, dates=dates, reader=reader), strict=True)
        if edge.target != edge.source
    }


def _edge(
    archive: Archive,
    row: net.Citation,
    held: dict[str, str],
    heads: dict[str, net.Head],
    doubtful: Mapping[str, str],
    dates: bool,
    reader: Reader,
) -> Edge:
    key = held.get(row.target) if row.target else None
    doubt = None
    if row.target and row.sent:
        head = heads.get(key) if key else None
        doubt = _doubt(archive, row, head, doubtful.get(row.source), reader if dates else None)
    # what a volume prints beside telegrams is no cable that is missing
    target = key or (None if row.kind == DOCUMENT else row.target)
    told = row.target if row.target != target or doubt else None
    return Edge(
        source=row.source,
        target=None if doubt else target,
        held=key is not None and doubt is None,
        kind=row.kind,
        text=row.text,
        label=row.label,
        rule=row.rule,
        anchor=row.anchor,
        doubt=doubt,
        number=told,
    )


def _doubt(
    archive: Archive, row: net.Citation, head: net.Head | None, of_source: str | None, reader: Reader | None
) -> str | None:
    """Why a reference can hardly mean the number that was read; None where it can.

    `of_source`: why the date of the citing cable is doubted; what is held from before it is believed all the same.
    """
    day = day_of(row.sent)
    if day is None or row.target is None:
        return None
    if head is not None:
        if head.sent is None or (head.sent.date() - day).days <= _BEFORE:
            return None
        doubt = f"{row.target} was sent only on {head.sent.date().isoformat()}"
        return _with_the_year_before(row, doubt, day)
    number = number_of(row.target, day.year)
    if number is None:
        return None
    if nonsense := implausible(archive, number):
        return nonsense
    if of_source and by_its_date(number, row):
        return of_source
    if reader is None:
        return None
    doubted = numbering(archive, number, reader).contradicts(number.serial, day)
    return _with_the_year_before(row, doubted, day) if doubted else None


def _with_the_year_before(row: net.Citation, doubt: str, day: dt.date) -> str:
    """A number without a year that is too high for the citing cable's is most often of the year before."""
    number = number_of(row.target or "", day.year)
    if number is None or number.year != day.year or _INHERITED not in (row.rule or ""):
        return doubt
    before = Number(number.year - 1, number.origin, number.serial)
    return f"{doubt}; perhaps {before.beginning}{before.serial}"


def _inside(edge: Edge, distances: dict[str, int], centre: str) -> bool:
    """Edges between cables of the net, and whatever the cable itself refers to, though it lead nowhere."""
    return edge.source in distances and (edge.target in distances or edge.source == centre)


def _nodes(
    archive: Archive, distances: dict[str, int], edges: Iterable[Edge], reader: Reader, dates: bool
) -> tuple[Node, ...]:
    heads = net.heads(archive, distances, reader)
    when = estimates(archive, [key for key in distances if key not in heads], reader) if dates else {}
    nodes = []
    for key, distance in distances.items():
        head = heads.get(key)
        if head is not None:
            nodes.append(Node(key, True, distance, head.subject, head.sent, head.origin, head.level))
            continue
        days = [day for each in edges if each.target == key and (day := _sent(heads, each.source))]
        number = number_of(key, min(days).year if days else None)
        nodes.append(Node(key, False, distance, origin=number.origin if number else None, estimate=when.get(key)))
    return tuple(sorted(nodes, key=lambda each: (each.distance, _when(each), each.id)))


def _sent(heads: dict[str, net.Head], key: str) -> dt.date | None:
    head = heads.get(key)
    return head.sent.date() if head and head.sent else None


def _when(node: Node) -> str:
    """Sorts by date, undated last."""
    if node.sent:
        return node.sent.isoformat()
    if node.estimate:
        return (node.estimate.best or node.estimate.latest).isoformat()
    return "~"
