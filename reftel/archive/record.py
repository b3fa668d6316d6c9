"""The record: takes readings in, gives views out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import zstandard

from reftel import telegram
from reftel.archive import access, database, identity, overview, rows
from reftel.archive.access import EVERYTHING, Compartment, Reader
from reftel.archive.anchors import anchors
from reftel.archive.blobs import decode
from reftel.archive.store import Store
from reftel.archive.views import Added, Alike, Change, Citing, Edition, Overview, Removal, Source, View
from reftel.errors import ArchiveError
from reftel.model import Cable

if TYPE_CHECKING:
    from reftel.archive.intake import Intake
    from reftel.archive.packing import Sheaf
    from reftel.reading import Reading

_CHUNK = 500
"""Values in one SQL statement; SQLite takes 32,766, older builds 999."""


class Archive(Store):
    """An archive on disk. Safe to use from several threads: each gets a connection of its own.

    Every method raises ArchiveError when the record can't be read or written.
    """

    def __init__(self, folder: Path, *, mapped: bool = True) -> None:
        """Use `open` instead, which tells what is wrong with a folder."""
        super().__init__(folder, mapped=mapped)
        self.index_folder = folder / database.INDEX
        self._overview: tuple[int, Overview] | None = None
        self._lacking: tuple[int, tuple[str, ...]] | None = None
        self.identity = str(self._one("SELECT value FROM meta WHERE key = 'identity'")[0])

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- in ------------------------------------------------------------------------------------------------------

    def known(self, digest: str) -> int | None:
        """How many documents came from the file with this SHA-256; None where it was never read, or not to its end."""
        from reftel.archive.intake import DAMAGED, READ, find_source  # late, here and below: readers take nothing in

        with database.explained(self.folder):
            found = find_source(self._db, digest)
        if found is None or found[1] not in (READ, DAMAGED):
            return None
        return int(self._one("SELECT count(*) FROM editions WHERE source = ?", found[:1])[0])

    def add(self, readings: Iterable[Reading], source: Source) -> Added:
        """Take in every document of one file, in one transaction; a file whose digest is known adds nothing."""
        from reftel.archive.packing import Sheaf, pack

        return self.take([Sheaf(source, tuple(pack(each) for each in readings))])[0]

    def take(self, sheaves: Iterable[Sheaf], version: str = "") -> list[Added]:
        """Take in what was read of files, packed already, in one transaction: which is what makes a big ingest quick.

        `version` is that of the reader who read it.
        """
        with self.taking(version) as intake:
            return [intake.take(sheaf) for sheaf in sheaves]

    @contextmanager
    def taking(self, version: str = "") -> Iterator[Intake]:
        """One transaction in which editions are taken in or out, for the modules of this room."""
        from reftel.archive.intake import Intake

        with self.writing() as db:
            intake = Intake(db, self.whole, version)
            yield intake
            intake.finish()

    # -- out -----------------------------------------------------------------------------------------------------

    def view(self, ref: str, reader: Reader = EVERYTHING) -> View | None:
        """The cable of this number in any spelling, as `reader` may see it; None where it isn't held."""
        key = self.find(ref)
        if key is None:
            return None
        number, *blobs = self._one(
            "SELECT c.number, e.text, e.body, e.packing FROM cables c JOIN editions e ON e.number = c.edition "
            "WHERE c.id = ?",
            (key,),
        )
        cable = self._decoded(key, *blobs)
        return self._view(key, cable, reader, self._editions([number]).get(number, ()), self._alike(number))

    def views(self, keys: Sequence[str], reader: Reader = EVERYTHING) -> dict[str, View]:
        """The cables of these keys as `reader` may see them, without their editions and likenesses: for lists of hits.

        What is not held is absent. A quarter of the time of as many calls of `view`.
        """
        found: dict[str, View] = {}
        for start in range(0, len(keys), _CHUNK):
            part = [rows.clean(key) for key in keys[start : start + _CHUNK]]
            for key, *blobs in self.ask(
                "SELECT c.id, e.text, e.body, e.packing FROM cables c JOIN editions e "  # noqa: S608
                f"ON e.number = c.edition WHERE c.id IN ({_marks(part)})",
                part,
            ):
                found[key] = self._view(key, self._decoded(key, *blobs), reader)
        return found

    def _view(
        self,
        key: str,
        cable: Cable,
        reader: Reader,
        editions: tuple[Edition, ...] = (),
        alike: tuple[Alike, ...] = (),
    ) -> View:
        seen, kept = access.gate(cable, reader)
        names = anchors(cable.paragraphs)
        return View(
            id=key,
            cable=seen,
            anchors=tuple(names[position] for position in kept),
            withheld=len(cable.paragraphs) - len(kept),
            editions=editions,
            alike=alike,
        )

    def find(self, ref: str) -> str | None:
        """The key of the cable of this number, in any spelling; None where none or more than one answers to it."""
        written = identity.spelling(ref)
        for text in (ref, written, telegram.canonical_id(ref)):
            found = self._held(text)
            if found:
                return found
        return None

    def _held(self, text: str | None) -> str | None:
        if not text:
            return None
        text = rows.clean(text) or ""
        if self._one("SELECT 1 FROM cables WHERE id = ?", (text,)):
            return text
        found = self.ask(
            "SELECT c.id FROM aliases a JOIN cables c ON c.number = a.cable WHERE a.alias = ? LIMIT 2", (text,)
        )
        return str(found[0][0]) if len(found) == 1 else None

    def held(self, ids: Iterable[str]) -> dict[str, str]:
        """Of these numbers, the ones that the archive holds → the key under which it holds them."""
        wanted = {text: rows.clean(identity.spelling(text)) or "" for text in ids}
        found: dict[str, str] = {}
        spellings = sorted(set(wanted.values()))
        for start in range(0, len(spellings), _CHUNK):
            part = spellings[start : start + _CHUNK]
            marks = _marks(part)
            for alias, key, many in self.ask(
                "SELECT a.alias, min(c.id), count(*) "  # noqa: S608
                f"FROM aliases a JOIN cables c ON c.number = a.cable WHERE a.alias IN ({marks}) GROUP BY a.alias",
                part,
            ):
                if many == 1:
                    found[alias] = key
            for (key,) in self.ask(f"SELECT id FROM cables WHERE id IN ({marks})", part):  # noqa: S608
                found[key] = key
        result = {text: found[spelt] for text, spelt in wanted.items() if spelt in found}
        for text in wanted.keys() - result.keys():
            if key := self.find(text):
                result[text] = key
        return result

    def neighbours(self, id: str, reader: Reader = EVERYTHING) -> tuple[str | None, str | None]:
        """The keys of the cables of the same post before and after this one, by date."""
        # Numbers and dates are open to every reader; `reader` stands here for the day on which whole cables aren't.
        here = self._one("SELECT origin, coalesce(sent, ''), id FROM cables WHERE id = ?", (self.find(id),))
        if here is None or here[0] is None or not here[1]:
            return None, None
        origin, sent, key = here
        before = self._one(
            "SELECT id FROM cables WHERE origin = ? AND sent IS NOT NULL AND (sent, id) < (?, ?) "
            "ORDER BY sent DESC, id DESC LIMIT 1",
            (origin, sent, key),
        )
        after = self._one(
            "SELECT id FROM cables WHERE origin = ? AND sent IS NOT NULL AND (sent, id) > (?, ?) "
            "ORDER BY sent, id LIMIT 1",
            (origin, sent, key),
        )
        return (before[0] if before else None), (after[0] if after else None)

    def cited_by(self, id: str, reader: Reader = EVERYTHING) -> tuple[Citing, ...]:
        """The cables that refer to this one, oldest first; citations in what the reader may not see don't count."""
        targets = {id, self.find(id) or id}
        found = self.ask(
            'SELECT DISTINCT c.id FROM "references" r JOIN cables c ON c.number = r.cable '  # noqa: S608
            f"WHERE r.target IN ({_marks(targets)})",
            tuple(targets),
        )
        citing = []
        for (key,) in found:
            cable = self.whole(key)
            seen = access.gate(cable, reader)[0] if cable else None
            if seen and any(each.target in targets for each in seen.references):
                citing.append(Citing(key, seen.subject, seen.sent, access.level_of(seen.classification)))
        # ISO text, because an undated cable has nothing to compare; it goes last.
        return tuple(sorted(citing, key=lambda each: (rows.moment(each.sent) or "~", each.id)))

    def overview(self, reader: Reader = EVERYTHING) -> Overview:
        """What the archive holds, in numbers: dates, origins and levels of the message are open to every reader."""
        change = self.last_change()
        if self._overview is None or self._overview[0] != change:
            self._overview = (change, overview.count(self.ask))
        return self._overview[1]

    def ids(self) -> Iterator[str]:
        """The key of every cable, oldest first, undated last."""
        for (key,) in self.ask("SELECT id FROM cables ORDER BY sent IS NULL, sent, id"):
            yield str(key)

    def remembered(self, key: str) -> str | None:
        """What was noted in the record under this name."""
        found = self._one("SELECT value FROM meta WHERE key = ?", (key,))
        return str(found[0]) if found else None

    def remember(self, key: str, value: str | None) -> None:
        """Note a value under a name, for a later run; None takes the note away."""
        with self.writing() as db:
            db.execute("DELETE FROM meta WHERE key = ?", (key,))
            if value is not None:
                db.execute("INSERT INTO meta VALUES (?, ?)", (key, value))

    def last_change(self) -> int:
        """The number of the newest change; 0 in an empty archive."""
        return int(self._one("SELECT value FROM meta WHERE key = 'change'")[0])

    def changes(self, after: int = 0, limit: int = 1000) -> tuple[Change | Removal, ...]:
        """The next cables that changed after number `after` or were removed, in order, each only at its newest number.

        For the index, which stands above the gate: whoever else takes a cable from here goes around it.
        """
        found = self.ask(
            "SELECT c.change, c.id, c.number, e.text, e.body, e.packing "
            "FROM cables c JOIN editions e ON e.number = c.edition WHERE c.change > ? ORDER BY c.change LIMIT ?",
            (after, limit),
        )
        numbers = [number for _, _, number, *_ in found]
        aliases, editions = self._aliases(numbers), self._editions(numbers)
        in_articles = self._in_articles([key for _, key, *_ in found])
        changed: list[Change | Removal] = [
            Change(
                change,
                key,
                self._decoded(key, *blobs),
                aliases.get(number, ()),
                editions.get(number, ()),
                key in in_articles,
            )
            for change, key, number, *blobs in found
        ]
        removed = self.ask("SELECT change, id FROM removals WHERE change > ? ORDER BY change LIMIT ?", (after, limit))
        if removed:
            changed = sorted([*changed, *(Removal(*row) for row in removed)], key=lambda each: each.number)[:limit]
        return tuple(changed)

    def lacking_references(self) -> tuple[str, ...]:
        """The keys of the cables whose REF line names a cable that the archive does not hold; open to every reader."""
        change = self.last_change()
        if self._lacking is None or self._lacking[0] != change:
            found = self.ask(
                'SELECT DISTINCT c.id FROM "references" r JOIN cables c ON c.number = r.cable '
                "WHERE r.target IS NOT NULL AND r.paragraph IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM cables WHERE id = r.target) "
                "AND NOT EXISTS (SELECT 1 FROM aliases WHERE alias = r.target)"
            )
            self._lacking = (change, tuple(str(key) for (key,) in found))
        return self._lacking[1]

    def compartments(self) -> tuple[Compartment, ...]:
        """Every combination of band and caveats in which the archive holds something."""
        found = self.ask("SELECT band, caveats FROM compartments ORDER BY name")
        return tuple(Compartment(band, tuple(msgspec.json.decode(caveats))) for band, caveats in found)

    # -- inner -----------------------------------------------------------------------------------------------------

    def _aliases(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for start in range(0, len(numbers), _CHUNK):
            part = numbers[start : start + _CHUNK]
            for number, alias in self.ask(
                f"SELECT cable, alias FROM aliases WHERE cable IN ({_marks(part)}) ORDER BY cable, alias",  # noqa: S608
                part,
            ):
                found[number] = (*found.get(number, ()), alias)
        return found

    def _in_articles(self, keys: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            asked = self.ask(f"SELECT DISTINCT cable FROM article_cables WHERE cable IN ({_marks(part)})", part)  # noqa: S608
            found |= {cable for (cable,) in asked}
        return found

    def whole(self, key: str) -> Cable | None:
        """The cable as it is shown to who sees all: for the modules of this room, which stand below the gate."""
        found = self._one(
            "SELECT e.text, e.body, e.packing FROM cables c JOIN editions e ON e.number = c.edition WHERE c.id = ?",
            (key,),
        )
        return self._decoded(key, *found) if found else None

    def _decoded(self, what: str, text: bytes, body: bytes, packing: int) -> Cable:
        try:
            return decode(text, body, packing)
        except (zstandard.ZstdError, msgspec.MsgspecError, ValueError) as error:
            raise ArchiveError(
                f"the archive at {self.folder} is damaged at {what} ({error}): restore {database.RECORD} from a copy, "
                f"or ingest the files into a new archive."
            ) from error

    def _alike(self, number: int) -> tuple[Alike, ...]:
        found = self.ask(
            "SELECT c.id, l.share, c.sent FROM likenesses l "
            "JOIN cables c ON c.number = CASE l.cable WHEN ? THEN l.other ELSE l.cable END "
            "WHERE l.cable = ? OR l.other = ? ORDER BY l.share DESC, c.id",
            (number, number, number),
        )
        return tuple(Alike(key, share, overview.instant(sent)) for key, share, sent in found)

    def edition(self, number: int) -> Cable:
        """The cable as one edition has it: for the modules of this room, which stand below the gate."""
        blobs = self._one("SELECT text, body, packing FROM editions WHERE number = ?", (number,))
        return self._decoded(f"edition {number}", *blobs)

    def _editions(self, numbers: Sequence[int]) -> dict[int, tuple[Edition, ...]]:
        """The editions of the cables of these numbers, in the order in which they came."""
        found: dict[int, list[Edition]] = {}
        for start in range(0, len(numbers), _CHUNK):
            part = numbers[start : start + _CHUNK]
            for cable, number, path, layout, place, released, partial, doubts, shown in self.ask(
                "SELECT e.cable, e.number, s.path, e.layout, e.place, e.released, e.partial, e.doubts, "  # noqa: S608
                "e.number = c.edition FROM cables c JOIN editions e ON e.cable = c.number "
                f"JOIN sources s ON s.number = e.source WHERE c.number IN ({_marks(part)}) ORDER BY e.number",
                part,
            ):
                when = overview.instant(released)
                edition = Edition(number, path, layout, place, when, bool(partial), doubts, bool(shown))
                found.setdefault(cable, []).append(edition)
        return {cable: tuple(editions) for cable, editions in found.items()}


def _marks(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)


def vacant(path: str | Path) -> bool:
    """Whether `open` with `create` would make an archive in the folder `path`. Raises ArchiveError if it could not."""
    return database.vacant(Path(path))


def open_archive(path: str | Path, *, create: bool = False, mapped: bool = True) -> Archive:
    """Open the archive in the folder `path`, made first where it is missing and `create` says so.

    `mapped` is for who asks much; who fills an archive holds less memory without it. Raises ArchiveError, with the next
    step, where there is none, or one that this version can't read.
    """
    folder = Path(path)
    if create:
        database.create(folder)
    return Archive(folder, mapped=mapped)
