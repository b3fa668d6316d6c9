"""Cables as JSON, one object a line, or the same objects in an array or indented over several lines.

In the one collection that is known, every line break of the telegrams is lost: fields run into one another
(``000348SIPDISE.O. 12958: DECL:``) and reading them is the parser's work. The text is handed on as it stands.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal, NamedTuple

from reftel.sources import fielded, streamed, unfolding
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable
from reftel.sources.streamed import LONGEST, Lost

LAYOUT = "json-lines"

_JSON = re.compile(r"\s{0,99}(?:\{\s{0,99}[\"}]|(?:\[\s{0,9}){1,9}[{\"\]\d-])")
_DECODER = json.JSONDecoder()
_SCRIPT = re.compile(
    r"\A\s{0,99}(?://[^\n]{0,300}\n\s{0,99}){0,9}"
    r"(?:(?:(?:var|let|const) {1,9})?[\w$][\w$.]{0,80} {0,9}[=(]\s{0,99}|export {1,9}default {1,9})?(?=[\[{])"
)
"""What a script says before its data: ``var cables = [{…}];``, ``callback({…})``, lines of comment."""
_BETWEEN = re.compile(r"[\s,\[\]);]*")
"""What stands between the objects of a file, whether it is lines or an array."""
_TODO = "The other objects were read; mend these lines (one object a line: jq -c '.[]' makes them of an array)"


class _Found(NamedTuple):
    """An object of the file, and the line on which it begins."""

    line: int
    value: dict[str, Any]
    encoding: str


class _Begun(NamedTuple):
    """An object whose end is still to come, as in indented JSON; or, if it never comes, a broken line."""

    line: int
    indent: int
    parts: list[str]
    fault: str


def claims(content: Content) -> bool:
    """Any JSON: what holds no cables among it is for this module to say."""
    return recognises(content.head)


def documents(content: Content) -> Iterator[Document]:
    """The telegrams of the file, in its order; raises as ``stream`` does."""
    return stream(io.BytesIO(content.data), content.place)


def recognises(head: str) -> bool:
    """Whether a file that begins so is JSON with objects in it."""
    return _JSON.match(head, _script(head)) is not None or _JSON.match(head) is not None


def _script(head: str) -> int:
    """Characters that stand before the data."""
    before = _SCRIPT.match(head)
    return before.end() if before else 0


def stream(file: BinaryIO, place: str) -> Iterator[Document]:
    """The telegrams of a file of any length, one object in memory at a time.

    A line that is broken does not stop it; ``Unreadable`` is raised after the last one, with each line and its fault,
    and at the end of a file that holds no cable at all.
    """
    lost = Lost(place)
    action: dict[str, Any] = {}
    for found in _objects(file, lost):
        if _is_action(found.value):
            action = found.value
            continue
        documents, action = _documents(found, place, action), {}
        if not documents:
            names = ", ".join(streamed.quoted(name) for name in list(found.value)[:8]) or "none"
            lost.add(f"line {found.line}", f"an object without a cable's text (its fields: {names})")
        for document in documents:
            lost.read += 1
            yield document
    if not lost.read:
        what = f"a JSON file, but not one of cables ({lost.first or 'it holds no objects'})"
        raise Unreadable(
            place, what, "Give an object for each cable, with reference_id (or _id) and body, or give a telegram's text"
        )
    lost.complain("a JSON-lines dump", _TODO)


def _documents(found: _Found, place: str, action: dict[str, Any]) -> list[Document]:
    """The cables of one object: mostly one."""
    where = f"{place}#line={found.line}"
    beside: dict[str, Any] = next(iter(action.values()), {})
    every = ({**beside, **fields} for fields in unfolding.cables(found.value))
    each = (fielded.document(fields, LAYOUT, where, found.encoding) for fields in every)
    return [document for document in each if document is not None]


def _is_action(value: dict[str, Any]) -> bool:
    """The line that a search engine's bulk format puts before each object: ``{"index": {"_id": "08MEXICO42"}}``."""
    name, told = next(iter(value.items()), ("", None))
    return len(value) == 1 and name in ("index", "create") and isinstance(told, dict)


def _objects(file: BinaryIO, lost: Lost) -> Iterator[_Found]:
    """Every object at the top of the file, or in its outermost array."""
    begun: _Begun | None = None
    size = number = 0
    for number, text, encoding in _lines_of_data(file):
        if text is None:
            lost.add(f"line {number}", f"longer than {LONGEST >> 20} MB, and not read")
            continue
        line, ends = number, False
        if begun is not None:
            step = _continued(begun, text)
            if step == "goes on":
                size += len(text)
                if size <= LONGEST:  # a longer one is left incomplete, and told as broken at its end
                    begun.parts.append(text)
                continue
            ends = step == "ends"
            if ends:
                line, text = begun.line, "".join((*begun.parts, text))
            else:
                lost.add(_lines(begun.line, number - 1), begun.fault)
        objects, rest, fault = _split(text)
        yield from (_Found(line, value, encoding) for value in objects)
        last = text.rstrip("\n").rpartition("\n")[2]
        size = len(rest)
        begun = _Begun(number, len(last) - len(last.lstrip(" \t")), [rest], fault) if rest.startswith("{") else None
        # What remains of an object that had its end is broken, unless the next one begins behind it: "}, {"
        if rest and (begun is None or (ends and not objects)):
            lost.add(_lines(line, number), fault)
            begun = None
    if begun is not None:
        lost.add(_lines(begun.line, number), begun.fault)


def _lines_of_data(file: BinaryIO) -> Iterator[streamed.Line]:
    """The lines of the file, without what a script says before them."""
    head = streamed.glance(file.read(streamed.GLANCE))
    file.seek(0)
    script = head[: _script(head)]
    if not script.strip():
        yield from streamed.lines(file)
        return
    left = script
    for line in streamed.lines(file):
        if left and line.text is not None:
            text = line.text.lstrip() if left is script else line.text
            cut = text[len(left) :] if text.startswith(left) else None
            if cut is None and left.startswith(text):
                left = left[len(text) :]
                continue
            yield line._replace(text=text if cut is None else cut)
            left = ""
            continue
        yield line


def _lines(first: int, last: int) -> str:
    """Where a broken object stands: with it goes what follows up to the next one, as nothing tells where it ends."""
    return f"line {first}" if first == last else f"lines {first} to {last}"


def _continued(begun: _Begun, text: str) -> Literal["goes on", "ends", "is broken"]:
    """What a line means for an object that was begun above it, told by what the line begins with, and how deep.

    Only a brace as little indented as the object's own line can close it; so its end is tried once, and the time
    stays that of reading the file.
    """
    bare = text.lstrip(" \t")
    if len(text) - len(bare) > begun.indent or bare[:1] not in ("{", "}"):
        return "goes on"
    return "ends" if bare[0] == "}" else "is broken"


def _split(text: str) -> tuple[list[dict[str, Any]], str, str]:
    """The objects that stand in a text one after the other, the rest that is none, and what is wrong with the rest."""
    found: list[dict[str, Any]] = []
    at = _after_blanks(text, 0)
    while at < len(text):
        if text[at] not in '{"':
            return found, text[at:], f"no JSON object: {streamed.quoted(text[at : at + 99])}"
        try:
            value, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            return found, text[at:], f"broken JSON ({error.msg.lower()}, character {error.pos + 1})"
        except RecursionError:
            return found, text[at:], "JSON that is nested too deeply"
        except ValueError:  # Python refuses numbers of more than 4300 digits
            return found, text[at:], "JSON with a number that is too long"
        if not isinstance(value, dict):
            if not unfolding.stands_alone(value):
                return found, text[at:], f"no JSON object: {streamed.quoted(text[at : at + 99])}"
            value = {"body": value}
        found.append(value)
        at = _after_blanks(text, end)
    return found, "", ""


def _after_blanks(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between is not None else at
