"""The cable page in its three boxes, and the same cable for programs (JSON) and for copying (plain text)."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from reftel import archive, export, vocabulary
from reftel.archive.collating import Compared
from reftel.archive.settings import settings
from reftel.model import Addressee, Authority, Post, Repair
from reftel.web import parameters
from reftel.web.addresses import address, site
from reftel.web.annotating import Matches
from reftel.web.asked import not_held, without_folder
from reftel.web.cited_by import MOST_READ, Panel, citation_of, citing_panel, tagged
from reftel.web.desk import Desk
from reftel.web.doubt import by_field, sentences
from reftel.web.editions import without_folders
from reftel.web.explained import Glossary
from reftel.web.invented import is_specimen
from reftel.web.language import _, country_name
from reftel.web.marking import marker_for
from reftel.web.pages import page
from reftel.web.panels import panel
from reftel.web.passages import body
from reftel.web.presentation import title
from reftel.web.shelf import Shelf, shelf
from reftel.web.stretches import Parts, divided, following_match, part_of

ADDRESSEES_SHOWN = 12
"""Information addressees in plain sight; longer lists (dozens are usual) fold the others away."""

FOLDED = 20_000
"""Characters of a text that is folded up at the foot of its page; a longer one is a page of its own only."""


MOST_REPAIRS = 300
"""Different repairs in the table; the data has all of them."""


class Whole(archive.View, frozen=True, kw_only=True):
    """A cable with all that its page tells of it."""

    withheld_because: tuple[archive.Because, ...]
    """Why what is withheld is; empty where nothing is."""
    cited_by: Panel
    compared: tuple[Compared, ...]
    """Each other edition compared with the one shown."""


class Mended(NamedTuple):
    """Equal repairs of a cable together."""

    read: str
    means: str
    rule: str
    certain: bool
    times: int


def cable_page(request: Request) -> Response:
    """``/cables/09MEXICO2134``; ``?q=`` marks the words that were looked for."""
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        return not_held(request, room, told)
    if view.id != told:
        return _to_canonical(request, view.id)
    query = request.query_params.get("q", "").strip()
    parts = divided(view, parameters.number(request, "part"))
    if at := parameters.text(request, "at"):
        return _to_part(request, view, parts, at)
    cable, record, key = view.cable, room.archive, view.id
    before, after = record.neighbours(key, room.reader)
    doubts = by_field(cable)
    words = Glossary(cable, view.anchors)
    positions = {None, *(each.position for each in parts.shown)}
    held = record.held([each.target for each in cable.references if each.target and each.paragraph in positions])
    marker = marker_for(record, query)
    text = body(view, doubts, held, words, Matches(marker), parts.shown)
    here = {each.anchor for each in text.passages}
    where = site(request) + address("cables", key)
    return page(
        request,
        "cable.html",
        cable=cable,
        key=key,
        title=title(cable, key),
        also=_also(view),
        specimen=is_specimen(cable),
        view=_without_folders(view),
        addressees=_by_role(cable.addressees),
        shown_at_most=ADDRESSEES_SHOWN,
        folded_at_most=FOLDED,
        body=text,
        sections=parts,
        to_part=lambda number: address("cables", key, part=number, q=query),
        anchors=tuple(each for each in view.anchors if each in here),
        to=lambda anchor: f"#{anchor}" if anchor in here else address("cables", key, at=anchor),
        found_in=following_match(parts, view, marker) if query else None,
        words=words,
        unsure=lambda *fields: sentences(doubts, *fields),
        headings=[(each.anchor, each.heading) for each in text.passages if each.heading],
        because=_because(room, view),
        repairs=mended(cable.repairs)[:MOST_REPAIRS],
        country=_stands(cable.origin),
        post=_post(cable.origin),
        reasons=_reasons(cable.classified_by),
        cited_by=panel(lambda: citing_panel(room, key)),
        before=before,
        after=after,
        query=query,
        where=where,
        citation=citation_of(view, Desk(request).base),
        hash_tags=" ".join(f"#{tag}" for tag in (*_hash_tags(record, view), tagged(key))),
    )


def as_json(request: Request) -> Response:
    """The cable (fields of ``reftel.model.Cable``), what is withheld, its editions compared, and who cites it."""
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        return not_held(request, room, told)
    if view.id != told:
        return _to_canonical(request, view.id, ".json")
    found = archive.editions(room.archive, view.id, room.reader) if len(view.editions) > 1 else None
    whole = Whole(
        **{name: getattr(_without_folders(view), name) for name in view.__struct_fields__},
        withheld_because=_because(room, view),
        cited_by=citing_panel(room, view.id, MOST_READ),
        compared=without_folders(found).compared if found else (),
    )
    return Response(msgspec.json.format(msgspec.json.encode(whole), indent=1), media_type="application/json")


def as_text(request: Request) -> Response:
    """The text exactly as it was read; what this reader may not see makes it absent altogether."""
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        looked_for = address("search", q=told)
        return PlainTextResponse(
            f"{told} is not in this archive. Look for it in the texts: {looked_for}\n", status_code=404
        )
    if view.id != told:
        return _to_canonical(request, view.id, ".txt")
    if not view.cable.text:
        return PlainTextResponse("The text of this cable is not open to you.\n", status_code=403)
    return PlainTextResponse(view.cable.text)


def mended(repairs: tuple[Repair, ...]) -> list[Mended]:
    """Equal repairs counted, in the order of their first place."""
    counts = Counter((each.read, each.means, each.rule, each.certain) for each in repairs)
    return [Mended(*what, times) for what, times in counts.items()]


def _hash_tags(record: archive.Archive, view: archive.View) -> tuple[str, ...]:
    """What stands before a cable's own tag: what the archive's keeper says, else the collections it came in."""
    told = settings(record.folder).hash_tags
    return export.hash_tags(view) if told is None else told


def _because(room: Shelf, view: archive.View) -> tuple[archive.Because, ...]:
    """Why some of it is withheld; where all is open nothing is read for it."""
    return archive.withheld(room.archive, view.id, room.reader) if room.reader != archive.EVERYTHING else ()


def _also(view: archive.View) -> list[str]:
    """Under what else a cable without a number is known: ``DAFP 5/110``; by its key alone where that is all."""
    if view.cable.id:
        return []
    return [each for each in view.cable.aliases if each != view.called] or [view.id]


def _without_folders(view: archive.View) -> archive.View:
    return msgspec.structs.replace(view, editions=tuple(map(without_folder, view.editions)))


def _to_part(request: Request, view: archive.View, parts: Parts, anchor: str) -> Response:
    """To the part of a long cable that holds a paragraph."""
    number = part_of(parts, view, anchor)
    if number is None:
        instead = _("A paragraph is named as in its own link: %(example)s.", example="at=par7")
        raise parameters.unread(request, "at", instead)
    query = request.query_params.get("q", "").strip()
    return RedirectResponse(address("cables", view.id, part=number, q=query) + f"#{anchor}", status_code=302)


def _to_canonical(request: Request, key: str, ending: str = "") -> Response:
    query = request.url.query
    where = address("cables", key) + ending + (f"?{query}" if query else "")
    return RedirectResponse(where, status_code=301)


def _by_role(addressees: tuple[Addressee, ...]) -> list[tuple[str, list[tuple[int, Addressee]]]]:
    """TO and INFO, each with its lines in order and their places among all."""
    roles = {"TO": "action", "INFO": "info"}
    numbered = list(enumerate(addressees))
    lists = [(word, [line for line in numbered if line[1].role == role]) for word, role in roles.items()]
    return [(word, lines) for word, lines in lists if lines]


def _stands(post: Post | None) -> str | None:
    """Where the post stands: its country; of another government's, who may be told by a person, the post itself."""
    if post is None or vocabulary.other_government(post.code):
        return _post(post)
    return country_name(post.country, vocabulary.country_name(post.country)) if post.country else None


def _post(post: Post | None) -> str | None:
    """What the post is called among whose cables this one stands: ``Embassy Mexico``, ``Australia, London``."""
    if post is None:
        return None
    return vocabulary.post_label(post.code) if vocabulary.other_government(post.code) else post.name or post.code


def _reasons(authorities: tuple[Authority, ...]) -> list[str]:
    """The paragraphs of the executive order, each once."""
    return list(dict.fromkeys(reason for each in authorities for reason in each.reasons))


ROUTES = (
    Route("/cables/{ref:path}.json", as_json),
    Route("/cables/{ref:path}.txt", as_text),
    Route("/cables/{ref:path}", cable_page),
)
