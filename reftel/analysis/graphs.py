"""The reference graph as a file, of all cables or of those that a query finds: GraphML, GEXF, node-link JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO, Literal, get_args
from xml.sax.saxutils import escape, quoteattr

import msgspec
import rustworkx

from reftel import search
from reftel.analysis.edges import Edge, edges_of
from reftel.archive import EVERYTHING, Archive, Reader, net

Format = Literal["graphml", "gexf", "json"]
FORMATS: tuple[str, ...] = get_args(Format)

Graph = rustworkx.PyDiGraph
"""Cables as nodes, references as edges, several between two cables where one names the other more than once; each
carries what it is as a dictionary of texts."""

_NODE = {
    "id": "string",
    "held": "boolean",
    "subject": "string",
    "sent": "string",
    "origin": "string",
    "level": "string",
    "kind": "string",
}
_EDGE = dict.fromkeys(("label", "kind", "text", "rule", "paragraph"), "string")
"""What nodes and edges carry, and its type, by the names that GraphML and GEXF have for it; docs/exports.md tells what
each means. A time is text in ISO 8601: GraphML knows no times."""
_OTHER = ("id", "held", "subject", "kind")
"""What a node carries that is no cable: as its subject the words that cite it."""
_BATCH = 2_000
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 file may hold, even escaped."""


def graph(archive: Archive, query: str | None = None, *, reader: Reader = EVERYTHING, others: bool = False) -> Graph:
    """The graph of all references that name a cable, or of those that go out from what ``query`` finds.

    What is cited and not held is a node too, with ``held`` "false". A reference in a paragraph that the reader may not
    see is no edge; one in doubt leads nowhere (`doubted`). With `others` what is cited without the number of a cable
    (an e-mail, an airgram, a book, a telegram not named) is a node too, of its kind and in its words; each cable has
    its own, since the same words need not mean the same thing elsewhere.
    """
    unnamed: list[net.Citation] = []
    if query is None:
        edges = list(_led(archive, net.all_citations(archive, reader), reader))
        heads: Iterable[net.Head] = net.all_heads(archive, reader)
        unnamed = list(net.without_number(archive, reader)) if others else []
    else:
        keys = list(search.scan(archive, query, reader=reader))
        found = [each for part in _parts(keys) for each in net.citations_of(archive, part, reader)]
        edges = list(_led(archive, found, reader))
        unnamed = [each for each in found if each.target is None] if others else []
        heads = _heads(archive, [*keys, *(each.target for each in edges if each.held and each.target)], reader)
    made: Graph = rustworkx.PyDiGraph(multigraph=True)
    nodes: dict[str, int] = {head.id: made.add_node(_node(head)) for head in heads}
    kept, doubted = [], []

    def lead(each: Edge | net.Citation, name: str, node: dict[str, str]) -> None:
        if name not in nodes:
            nodes[name] = made.add_node(node)
        kept.append((nodes[each.source], nodes[name], _edge(each)))

    for each in edges:
        if each.source not in nodes or each.target == each.source:
            continue
        if each.target is not None:
            lead(each, each.target, {"id": each.target, "held": "false"})
        elif each.doubt:
            doubted.append(each)
        elif others and each.number is not None:  # a document of a volume that is not held
            lead(each, each.number, _other(each, each.number))
    for citation, name in _named_otherwise(unnamed):
        if citation.source in nodes:
            lead(citation, name, _other(citation, name))
    made.add_edges_from(kept)
    made.attrs = tuple(doubted)
    return made


def doubted(made: Graph) -> tuple[Edge, ...]:
    """References of which it is doubted that they mean the number that was read: they lead nowhere."""
    return made.attrs or ()


def held(made: Graph) -> int:
    """How many of its nodes are cables that the archive holds."""
    return sum(1 for each in made.nodes() if each["held"] == "true")


def _led(archive: Archive, citations: Iterable[net.Citation], reader: Reader) -> Iterator[Edge]:
    """The references that name a number, with what they lead to, if it is not in doubt."""
    named = (each for each in citations if each.target)
    while part := list(islice(named, _BATCH)):
        yield from edges_of(archive, part, dates=True, reader=reader)


def _named_otherwise(citations: Iterable[net.Citation]) -> Iterator[tuple[net.Citation, str]]:
    """What names no number, with the node that it leads to: ``09MEXICO2134: INGALLS E-MAIL OF 04/15/2008``.

    ``REF C`` in a text leads to item C of the REF line; where that leads nowhere, it names nothing itself.
    """
    items: dict[tuple[str, str | None], str] = {}
    for each in citations:
        if each.paragraph is None:
            name = f"{each.source}: {each.text}"
            items.setdefault((each.source, each.label), name)
            items.setdefault((each.source, None), name)
            yield each, name
        elif _POINTS.match(each.text):
            if (item := (each.source, each.label)) in items:
                yield each, items[item]
        else:
            yield each, f"{each.source}: {each.text}"


_POINTS = re.compile(r"\W*(?:REF|SEPTEL)", re.IGNORECASE)
"""How what points to the REF line begins, or to a telegram that is not named."""


def write(made: Graph, out: BinaryIO, format: Format) -> None:
    """Write a graph; UTF-8. GEXF is 1.3."""
    match format:
        case "graphml":
            for line in _graphml(made):
                out.write(line.encode())
        case "gexf":
            for line in _gexf(made):
                out.write(line.encode())
        case "json":
            for piece in _json(made):
                out.write(piece)


def _parts(keys: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(keys), _BATCH):
        yield keys[at : at + _BATCH]


def _heads(archive: Archive, keys: Iterable[str], reader: Reader) -> Iterator[net.Head]:
    for part in _parts(list(dict.fromkeys(keys))):
        yield from net.heads(archive, part, reader).values()


def _node(head: net.Head) -> dict[str, str]:
    sent = head.sent.isoformat().replace("+00:00", "Z") if head.sent else None
    values = (head.id, "true", head.subject, sent, head.origin, head.level, head.kind)
    return _told(_NODE, values)


def _other(each: Edge | net.Citation, name: str) -> dict[str, str]:
    return _told(_OTHER, (name, "false", each.text, each.kind))


def _edge(each: Edge | net.Citation) -> dict[str, str]:
    return _told(_EDGE, (each.label, each.kind, each.text, each.rule, each.anchor))


def _told(names: Iterable[str], values: tuple[str | None, ...]) -> dict[str, str]:
    return {name: _NOT_XML.sub("\ufffd", value) for name, value in zip(names, values, strict=True) if value}


def _json(made: Graph) -> Iterator[bytes]:
    """Node-link JSON as networkx, d3 and rustworkx read it, nodes by their keys."""
    yield b'{"directed": true, "multigraph": true, "graph": {"in_doubt": '
    yield msgspec.json.encode([_in_doubt(each) for each in doubted(made)])
    yield b'}, "nodes": ['
    for at, node in enumerate(made.nodes()):
        yield (b",\n" if at else b"\n") + msgspec.json.encode({**node, "held": node["held"] == "true"})
    yield b'\n], "links": ['
    nodes = made.nodes()
    for at, (source, target, edge) in enumerate(made.weighted_edge_list()):
        value = {"source": nodes[source]["id"], "target": nodes[target]["id"], **edge}
        yield (b",\n" if at else b"\n") + msgspec.json.encode(value)
    yield b"\n]}\n"


def _in_doubt(edge: Edge) -> dict[str, str | None]:
    return {"source": edge.source, "target": None, "number": edge.number, "doubt": edge.doubt, **_edge(edge)}


def _graphml(made: Graph) -> Iterator[str]:
    # rustworkx writes GraphML too, but gives a key of nodes and one of edges the same id, which no other program reads.
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        for name, type_ in names.items():
            yield f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for at, node in enumerate(made.nodes()):
        yield f'<node id="n{at}">{_data("node", node)}</node>\n'
    for source, target, edge in made.weighted_edge_list():
        yield f'<edge source="n{source}" target="n{target}">{_data("edge", edge)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(kind: str, values: dict[str, str]) -> str:
    return "".join(f'<data key="{kind}-{name}">{escape(value)}</data>' for name, value in values.items())


def _gexf(made: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph defaultedgetype="directed" mode="static">\n'
    # a node's id is its label there
    carried = {name: type_ for name, type_ in _NODE.items() if name != "id"}
    for kind, names in (("node", carried), ("edge", _EDGE)):
        yield f'<attributes class="{kind}">\n'
        for at, (name, type_) in enumerate(names.items()):
            yield f'<attribute id="{at}" title="{name}" type="{type_}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for at, node in enumerate(made.nodes()):
        yield f'<node id="{at}" label={quoteattr(node["id"])}>{_values(carried, node)}</node>\n'
    yield "</nodes>\n<edges>\n"
    for at, (source, target, edge) in enumerate(made.weighted_edge_list()):
        yield f'<edge id="{at}" source="{source}" target="{target}">{_values(_EDGE, edge)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _values(names: Iterable[str], values: dict[str, str]) -> str:
    told = (
        f'<attvalue for="{at}" value={quoteattr(values[name])}/>' for at, name in enumerate(names) if name in values
    )
    return f"<attvalues>{''.join(told)}</attvalues>"
