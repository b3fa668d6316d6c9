"""The index follows the record, whatever happened to it."""

from __future__ import annotations

import hashlib
import shutil
import threading
from pathlib import Path

import pytest
from archive.invented import BODY, cable, put

from reftel import archive, index
from reftel.archive import Archive, removing
from reftel.index import Everything, Question, Words, follow
from reftel.index.committed import FORMAT
from reftel.index.entries import entry
from reftel.index.tantivy import TantivyEngine
from reftel.model import Block, Cable, Paragraph
from reftel.vocabulary.declassification import release_rules

SUBJECT = (("subject.c", 1.0),)


@pytest.fixture
def made(tmp_path: Path) -> Archive:
    opened = archive.open(tmp_path / "X", create=True)
    put(opened, *(cable(number) for number in range(1, 8)))
    return opened


def found(opened: Archive, text: str = "ferry") -> int:
    return index.engine_of(opened).count(Words(text, SUBJECT))


def test_catches_up(made: Archive) -> None:
    assert found(made) == 7
    put(made, cable(8), cable(9))
    assert found(made) == 9
    put(made, cable(9, subject="LIGHTHOUSE", partial=False, released=cable(1).sent))
    assert (found(made), found(made, "lighthouse")) == (8, 1)


def test_goes_on_where_it_stopped(made: Archive) -> None:
    index.catch_up(made)
    put(made, cable(8), cable(9))
    seen: list[tuple[int, int]] = []
    index.catch_up(made, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(2, 2)]


def _gone(folder: Path) -> None:
    shutil.rmtree(folder)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def _no_meta(folder: Path) -> None:
    (folder / "meta.json").unlink()


def _bad_meta(folder: Path) -> None:
    (folder / "meta.json").write_text("{")


def _other_schema(folder: Path) -> None:
    meta = folder / "meta.json"
    meta.write_text(meta.read_text().replace("body_c", "corpse"))


def _cut(folder: Path) -> None:
    for file in [*folder.glob("*.term"), *folder.glob("*.store"), *folder.glob("*.idx"), *folder.glob("*.fast")]:
        file.write_bytes(file.read_bytes()[:5])


def _one_missing(folder: Path) -> None:
    next(folder.glob("*.term")).unlink()


@pytest.mark.parametrize("damage", [_gone, _empty, _no_meta, _bad_meta, _other_schema, _cut, _one_missing])
def test_made_anew(made: Archive, damage: object) -> None:
    assert found(made) == 7
    damage(made.index_folder)  # type: ignore[operator]
    with archive.open(made.folder) as again:
        assert found(again) == 7
        assert index.engine_of(again).ask(Question(Everything())).total == 7


def test_index_of_another_archive(made: Archive, tmp_path: Path) -> None:
    other = archive.open(tmp_path / "Y", create=True)
    put(other, *(cable(number, subject="LIGHTHOUSE") for number in range(1, 12)))
    assert found(other, "lighthouse") == 11
    shutil.rmtree(made.index_folder, ignore_errors=True)
    shutil.copytree(other.index_folder, made.index_folder)
    assert (found(made), found(made, "lighthouse")) == (7, 0)


def test_record_put_back_from_a_copy(made: Archive) -> None:
    made._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = (made.folder / "record.sqlite").read_bytes()
    put(made, cable(8), cable(9))
    assert found(made) == 9
    made.close()
    (made.folder / "record.sqlite").write_bytes(copy)
    with archive.open(made.folder) as again:
        assert found(again) == 7


@pytest.fixture
def another(made: Archive) -> TantivyEngine:
    """Another process that has the right to write to the index, which lacks one cable."""
    index.catch_up(made)
    other = TantivyEngine(made.index_folder)
    other.add([])
    put(made, cable(8))
    return other


def test_while_another_writes(made: Archive, another: TantivyEngine) -> None:
    assert found(made) == 7, "as far as the other has come"
    assert index.behind(made) == 1
    another.release()
    assert found(made) == 8
    assert index.behind(made) == 0


def test_waits_for_its_turn(made: Archive, another: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_POLL", 0.01)
    told: list[str] = []

    def waiting() -> None:
        told.append("waiting")
        threading.Timer(0.05, another.release).start()

    engine = index.catch_up(made, patience=30, waiting=waiting)
    assert engine.number(made.identity) == made.last_change()
    assert told == ["waiting"], "said once"


def test_waits_no_longer_than_the_other_needs(
    made: Archive, another: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "_POLL", 0.01)
    change = made.changes(made.last_change() - 1, 1)[0]

    def waiting() -> None:  # the other takes up what is missing, and still does not let go
        another.add([entry(change)])
        another.commit(made.identity, change.number)

    engine = index.catch_up(made, patience=30, waiting=waiting)
    assert engine.count(Words("ferry", SUBJECT)) == 8
    another.release()


def test_gives_up_waiting(made: Archive, another: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_POLL", 0.01)
    engine = index.catch_up(made, patience=0.05)
    assert engine.count(Words("ferry", SUBJECT)) == 7
    another.release()


def test_commits_between(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_FETCH", 2)
    monkeypatch.setattr(follow, "_COMMIT", 3)
    assert found(made) == 7


def test_what_the_reading_left_over_is_found(made: Archive) -> None:
    left = cable(20, paragraphs=(), text="nothing but a scrap about windmills")
    some = cable(21, text="xx pelican yy", blocks=(Block("heading", 0, 3), Block("unknown", 3, 10)))
    put(made, left, some)
    engine = index.engine_of(made)
    body = (("body.c", 1.0),)
    assert [engine.count(Words(word, body)) for word in ("windmills", "pelican", "yy")] == [1, 1, 0]


COVERED = "STAMPED|FM LIMA|a scrap|STAMPED|of windmills"
BLOCKS = (
    Block("notice", 0, 8),
    Block("heading", 8, 16),
    Block("unknown", 16, 24),
    Block("furniture", 24, 32),
    Block("unknown", 32, 44),
)
TOLD = {"Subject": "LANTERNS", "TAGS": "PBOR, ZZ", "Concepts": "LANDLOCKED COUNTRIES", "Secure": "OPEN", "Errors": ""}
UNREAD: list[tuple[Cable, tuple[str, ...], str]] = [
    (cable(paragraphs=(), text=COVERED), (COVERED,), "nothing told apart: all of it"),
    (
        cable(paragraphs=(), text=COVERED, blocks=BLOCKS),
        ("FM LIMA|a scrap|", "of windmills"),
        "the telegram without what others put around it",
    ),
    (cable(paragraphs=(), text=COVERED, blocks=(Block("notice", 0, 44),)), (), "nothing but a notice"),
    (cable(text=COVERED, blocks=BLOCKS), ("a scrap|", "of windmills"), "with paragraphs: what stands in no field"),
    (cable(paragraphs=(), text=""), (), "nothing at all"),
]


@pytest.mark.parametrize(("read", "expected", "remark"), UNREAD, ids=[each[-1] for each in UNREAD])
def test_unread(read: Cable, expected: tuple[str, ...], remark: str) -> None:
    assert index.unread(read) == expected


SECRET = Paragraph("A secret.", 3, "S", "SECRET")
CATALOGUED = [
    (cable(30, paragraphs=(), attributes=TOLD), "landlocked", 1, "what the catalogue says it is about"),
    (cable(30, attributes=TOLD), "landlocked", 1, "also where there are paragraphs"),
    (cable(30, attributes=TOLD), "pbor", 1, "TAGS that only the catalogue has"),
    (cable(30, attributes=TOLD), "open", 0, "not the rest of it"),
    (cable(30, paragraphs=(*BODY, SECRET), attributes=TOLD), "landlocked", 0, "the gate withholds it from this lane"),
]


@pytest.mark.parametrize(("read", "word", "expected", "remark"), CATALOGUED, ids=[each[-1] for each in CATALOGUED])
def test_catalogue(made: Archive, read: Cable, word: str, expected: int, remark: str) -> None:
    put(made, read)
    assert index.engine_of(made).count(Words(word, (("body.c", 1.0),))) == expected


def test_a_long_backlog_keeps_nobody_waiting(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_AT_ONCE", 2)
    index.catch_up(made)
    put(made, *(cable(number) for number in range(8, 12)))
    assert found(made) in (7, 11), "answered at once, from what is there"
    follow._beside[made].join(60)
    assert (found(made), index.behind(made)) == (11, 0)


def test_a_missing_index_keeps_nobody_waiting_who_cannot_wait(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    index.begin(made)
    assert follow._known(made) is None, "few cables: who asks waits for them"
    monkeypatch.setattr(follow, "_AT_ONCE", 2)
    monkeypatch.setattr(follow, "_SOON", 2)
    index.begin(made)
    assert index.behind(made) == 7, "there is one, and it is empty"
    assert found(made) in (0, 7)
    follow._beside[made].join(60)
    assert (found(made), index.behind(made)) == (7, 0)
    index.begin(made)
    assert index.behind(made) == 0, "what is there stays"


def test_who_comes_while_another_thread_catches_up_does_not_wait(made: Archive) -> None:
    index.catch_up(made)
    put(made, cable(8))
    seen: list[int] = []
    with follow._lock:
        other = threading.Thread(target=lambda: seen.append(found(made)))
        other.start()
        other.join(60)
    assert seen == [7]
    assert found(made) == 8


def test_reindex(made: Archive) -> None:
    assert found(made) == 7
    seen: list[tuple[int, int]] = []
    index.reindex(made, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(7, 7)], "all of it anew"
    assert found(made) == 7


def test_reindex_goes_on_where_it_was_stopped(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_FETCH", 1)
    monkeypatch.setattr(follow, "_COMMIT", 1)

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.reindex(made, progress=stop)
    seen: list[tuple[int, int]] = []
    index.reindex(made, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (1, 4)
    assert found(made) == 7


def test_follows_while_the_record_grows(made: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "_COMMIT", 3)
    follower = index.Follower(made)
    follower.go_on()
    put(made, cable(8))
    follower.go_on()
    assert TantivyEngine(made.index_folder).number(made.identity) == 7, "what came after waits for the next commit"
    follower.end()
    assert TantivyEngine(made.index_folder).number(made.identity) == 8
    assert found(made) == 8


def test_follows_while_another_writes(made: Archive, another: TantivyEngine) -> None:
    follower = index.Follower(made)
    follower.go_on()
    follower.end()
    another.release()
    assert found(made) == 8, "catch_up does it later"


def test_what_was_removed_is_forgotten(made: Archive) -> None:
    assert found(made) == 7
    removing.remove(made, ["09MEXICO3"])
    assert found(made) == 6


def test_the_format_goes_up_with_the_rules_of_declassification() -> None:
    """The index holds days that were computed by them: one made by other rules must be made anew."""
    rules = [
        (each.name, each.order, each.marking, each.level, each.sent_from, each.sent_to, each.outcome, each.years)
        for each in release_rules().values()
    ]
    digest = hashlib.sha256(repr(rules).encode()).hexdigest()[:12]
    assert (FORMAT, digest) == (13, "24f2ea6b3bab"), "the rules changed: raise FORMAT by one, and note both here"
