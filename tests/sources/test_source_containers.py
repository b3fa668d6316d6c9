"""Archives, compressed files and web captures: what is in them is read, nested too, whatever they are called."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import re
import tarfile
import threading
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Mapping

import py7zr
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reftel import reading, sources
from reftel.errors import SourceError
from reftel.sources import sevenzip, unpacking

Files = Mapping[str, bytes]


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Files, mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def sevenzipped(files: Files, password: str | None = None) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def captured(files: Files, gzip: bool = True) -> bytes:
    """A capture of pages by their address; one that ends in .css is a style sheet, in /gone an error of the server."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "specimen"}))
    for address, data in files.items():
        kind = "text/css" if address.endswith(".css") else "text/html; charset=utf-8"
        status = "404 Not Found" if address.endswith("/gone") else "200 OK"
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "request", io.BytesIO(b""), http_headers=headers))
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(data), http_headers=headers))
    return out.getvalue()


def saved(page: str) -> bytes:
    """A page as browsers save it with its images."""
    quoted = page.replace("=", "=3D").encode()
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://archive.example/cable\r\n"
        b"Subject: Cable Viewer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n\r\n------B\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://archive.example/cable\r\n\r\n"
        + quoted
        + b"\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://archive.example/flag.png\r\n\r\niVBORw0KGgo=\r\n------B--\r\n"
    )


def read(data: bytes) -> tuple[list[sources.Document], list[tuple[str, str]]]:
    """What a file holds, and what it was told of the rest."""
    told: list[tuple[str, str]] = []
    found = list(sources.documents_in(data, "heap", onskip=lambda place, reason: told.append((place, reason))))
    return found, told


def read_until_refused(data: bytes) -> tuple[list[sources.Document], str]:
    """What was read of a file before it was refused, and why it was."""
    found: list[sources.Document] = []
    try:
        for document in sources.documents_in(data, "heap"):
            found.append(document)
    except SourceError as error:
        return found, str(error)
    return found, ""


@pytest.fixture
def text(telegram: str) -> bytes:
    return telegram.encode()


ARCHIVES: list[tuple[str, Callable[[Files], bytes]]] = [
    ("zip", zipped),
    ("tar", tarred),
    ("old tar", lambda files: tarred(files, form=tarfile.USTAR_FORMAT)),
    ("GNU tar", lambda files: tarred(files, form=tarfile.GNU_FORMAT)),
    ("tar.gz", lambda files: tarred(files, "w:gz")),
    ("tar.bz2", lambda files: tarred(files, "w:bz2")),
    ("tar.xz", lambda files: tarred(files, "w:xz")),
    ("tar.zst", lambda files: zstandard.compress(tarred(files))),
    ("7z", sevenzipped),
]
EVERY_ARCHIVE = pytest.mark.parametrize("pack", [pack for _, pack in ARCHIVES], ids=[name for name, _ in ARCHIVES])


@EVERY_ARCHIVE
def test_what_is_in_an_archive_is_read(pack, text, make_page):
    found, told = read(pack({"b/1.txt": text, "a/saved.html": make_page().encode(), "b/notes": b"Buy milk.\n"}))
    assert [(each.layout, each.place) for each in found] == [
        ("raw", "heap!b/1.txt"),
        ("page-2010-12", "heap!a/saved.html"),
    ]
    assert found[0].text.encode() == text
    assert [place for place, _ in told] == ["heap!b/notes"]
    assert "without any mark of a telegram" in told[0][1]


@EVERY_ARCHIVE
def test_archives_in_archives(pack, text):
    inner = pack({"week.tar.gz": tarred({"a.txt": text}, "w:gz"), "x.zip": zipped({"b.txt": text})})
    found, told = read(pack({"heap.bin": inner, "c.7z": sevenzipped({"c.txt": text})}))
    assert [each.place for each in found] == [
        "heap!heap.bin!week.tar.gz!a.txt",
        "heap!heap.bin!x.zip!b.txt",
        "heap!c.7z!c.txt",
    ]
    assert not told


@EVERY_ARCHIVE
def test_an_archive_of_nothing(pack):
    with pytest.raises(SourceError, match=r"heap: (?:.* without a telegram \(it is|the file is) empty"):
        read(pack({}))
    with pytest.raises(SourceError, match=r"heap: .* without a telegram \(one file in it: .+: .+\)"):
        read(pack({"notes": b"Buy milk.\n"}))


@EVERY_ARCHIVE
def test_what_is_hidden_and_the_truth_of_a_specimen_are_passed_over(pack, text):
    files = {"x/.hidden/a.txt": text, "__MACOSX/x/._a.txt": b"\0\1" * 99, ".DS_Store": b"x", "x/08MEXICO42.txt": text}
    truth = b'{"id":"08MEXICO42","text":"R 101200Z JAN 08"}'
    found, told = read(pack({**files, "x/08MEXICO42.json": truth}))
    assert [each.place for each in found] == ["heap!x/08MEXICO42.txt"]
    assert not told


COMPRESSED = [
    ("gz", gzip.compress),
    ("two members of gz", lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:])),
    ("bz2", bz2.compress),
    ("xz", lzma.compress),
    ("zst", zstandard.compress),
    ("gz in xz", lambda data: lzma.compress(gzip.compress(data))),
]


@pytest.mark.parametrize("pack", [pack for _, pack in COMPRESSED], ids=[name for name, _ in COMPRESSED])
def test_a_compressed_file_is_read_as_what_is_in_it(pack, text):
    (found,), told = read(pack(text))
    assert (found.layout, found.place, found.text.encode()) == ("raw", "heap", text)
    assert not found.told.partial
    assert not told
    with pytest.raises(SourceError, match="heap: a text without any mark"):
        read(pack(b"Buy milk.\n"))


def test_a_dump_in_an_archive_streams(text):
    rows = b"".join(b'{"reference_id": "08MEXICO%d", "body": "%s"}\n' % (n, b"x" * 20_000) for n in range(1500))
    rows = rows.replace(b'"body"', b'"origin": "Embassy Mexico", "classification": "SECRET", "body"')
    data = zipped({"all.jsonl": rows})
    tracemalloc.start()
    places = [each.place for each in sources.documents_in(data, "heap")]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert places == [f"heap!all.jsonl#line={number}" for number in range(1, 1501)]
    assert peak < len(rows) / 4, "30 MB of dump, one line in memory at a time"


@pytest.mark.parametrize("packed", [True, False])
def test_web_captures(packed, make_page):
    page = make_page().encode()
    pages = {"https://a.example/cable/08MEXICO42.html": page, "https://a.example/s.css": b"p {}"}
    found, told = read(captured({**pages, "https://a.example/gone": page, "https://a.example/": b"<html>Hi"}, packed))
    assert [(each.layout, each.place) for each in found] == [
        ("page-2010-12", "heap!https://a.example/cable/08MEXICO42.html")
    ]
    assert told == [
        (
            "heap!https://a.example/",
            "a web page without a cable's table. Save the cable's own page, as HTML only, and give that",
        )
    ]


def test_a_page_saved_with_its_images(make_page):
    (found,), told = read(saved(make_page()))
    assert (found.layout, found.place) == ("page-2010-12", "heap!https://archive.example/cable")
    assert found.told.id == "08MEXICO42"
    assert not told


def test_a_damaged_member_costs_itself_alone(text):
    data = bytearray(zipped({"a.txt": text, "b.txt": text, "c.txt": text}))
    second = data.index(b"b.txt") + 40
    data[second : second + 20] = bytes(20)
    found, told = read(bytes(data))
    assert [each.place for each in found][:1] + [each.place for each in found][-1:] == ["heap!a.txt", "heap!c.txt"]
    ((place, reason),) = told
    assert (place, reason.split(" (")[0]) == ("heap!b.txt", "it is damaged")


def test_without_onskip_what_was_not_read_is_told_at_the_end(text):
    found, reason = read_until_refused(zipped({"x/notes": b"Buy milk.\n", "a.txt": text}))
    assert [each.place for each in found] == ["heap!a.txt"]
    assert reason.startswith("heap: a ZIP archive with files that were not read (1 cable was read): x/notes: a text")


def test_names_lead_nowhere(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {
        "../../etc/passwd": "heap!%2E%2E/%2E%2E/etc/passwd",
        "/etc/shadow": "heap!etc/shadow",
        "a\\..\\b.txt": "heap!a/%2E%2E/b.txt",
        "bell\x07\x1b[2J.txt": "heap!bell\\x07\\x1b[2J.txt",
        "x" * 900: "heap!" + "x" * unpacking.LONGEST_NAME,
    }
    for pack in (zipped, tarred):
        found, _ = read(pack(dict.fromkeys(names, text)))
        assert [each.place for each in found] == list(names.values())
    assert not list(tmp_path.iterdir())


def test_a_7z_member_that_leads_out_is_told(text):
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(text, "a.txt")
        archive.writestr(text, "xx/b.txt")
    data = bytearray(out.getvalue().replace("xx/b".encode("utf-16-le"), "../b".encode("utf-16-le")))
    # The header with the names stands at the end, its place, length and checksum at the beginning.
    start, length = 32 + int.from_bytes(data[12:20], "little"), int.from_bytes(data[20:28], "little")
    data[28:32] = zlib.crc32(data[start : start + length]).to_bytes(4, "little")
    data[8:12] = zlib.crc32(data[12:32]).to_bytes(4, "little")
    found, told = read(bytes(data))
    assert [each.place for each in found] == ["heap!a.txt"]
    ((place, reason),) = told
    assert place == "heap!%2E%2E/b.txt"
    assert reason.startswith("a name that leads out of the archive")


def test_a_7z_is_unpacked_no_further_than_it_is_read(text, monkeypatch):
    unpacked = []
    write = sevenzip._Writer.write
    monkeypatch.setattr(sevenzip._Writer, "write", lambda self, s: unpacked.append(len(s)) or write(self, s))
    data = sevenzipped({"a.txt": text} | {f"{n}.bin": bytes([n]) * 100_000 for n in range(50)} | {"z.txt": text})
    documents = sources.documents_in(data, "heap", onskip=lambda *_: None)
    assert next(documents).place == "heap!a.txt"
    documents.close()
    assert sum(unpacked) < 500_000
    assert not any(thread.name == "reftel-7z" for thread in threading.enumerate())
    assert [each.place for each in read(data)[0]] == ["heap!a.txt", "heap!z.txt"]


def test_a_damaged_7z_is_read_up_to_the_damage(text):
    noise = random.Random(7).randbytes(300_000)  # noqa: S311
    data = bytearray(sevenzipped({"a.txt": text, "noise.bin": noise, "z.txt": text}))
    data[200_000] ^= 0xFF
    found, reason = read_until_refused(bytes(data))
    assert [each.place for each in found] == ["heap!a.txt"]
    assert re.search("the 7-Zip archive is damaged .*what stands before that place was read", reason), reason


def piped(files: Files) -> bytes:
    """A ZIP archive written by who could not go back: sizes stand behind the data."""

    class Pipe(io.RawIOBase):
        out = b""

        def writable(self):
            return True

        def write(self, data):
            self.out += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return pipe.out


def stored(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("pack", [zipped, piped, stored])
def test_a_zip_that_breaks_off_is_read_by_the_headers_of_its_files(pack, text):
    noise = random.Random(7).randbytes(90_000)  # noqa: S311
    whole = pack({"a.txt": text, "week/b.txt": text, "noise.bin": noise, "z.txt": text})
    assert len(read(whole)[0]) == 3
    for end, places, reason in (
        (whole.index(b"PK\x01\x02"), ["heap!a.txt", "heap!week/b.txt", "heap!z.txt"], "4 files were found"),
        (
            whole.index(b"z.txt") - 30,
            ["heap!a.txt", "heap!week/b.txt"],
            "3 files .* the last one noise.bin; what stood",
        ),
        (len(whole) // 2, ["heap!a.txt", "heap!week/b.txt"], "3 files .* the last one noise.bin; what stood behind"),
    ):
        found, told = read_until_refused(whole[:end])
        assert re.search(f"heap: a damaged ZIP archive, or one that breaks off.*{reason}.*Get a fresh copy", told), told
        assert [each.place for each in found] == places
        assert all(each.text.encode() == text and not each.told.partial for each in found)


@pytest.mark.parametrize("pack", [zipped, piped, stored])
def test_wherever_a_zip_breaks_off_nothing_is_invented(pack, text):
    whole = pack({"a.txt": text, "b.txt": text})
    for end in range(0, len(whole), 37):
        found, reason = read_until_refused(whole[:end])
        assert reason
        assert all(each.told.partial or each.text.encode() == text for each in found)


def test_a_bomb_that_breaks_off(monkeypatch):
    monkeypatch.setattr(unpacking, "FREE", 1 << 20)
    monkeypatch.setattr(unpacking, "RATIO", 5)
    for pack in (zipped, piped):
        with pytest.raises(SourceError, match="unpacks to more than 5 times"):
            read(pack({"a": ZEROS, "b": ZEROS})[:-60])


def test_a_name_that_stands_twice(text):
    found, _ = read(zipped({"a.txt": text, "b.txt": text}).replace(b"b.txt", b"a.txt"))
    assert [each.place for each in found] == ["heap!a.txt", "heap!a.txt;2"]


def test_links_and_devices_in_a_tar_are_not_followed(text):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind, target in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "a.txt"), (tarfile.CHRTYPE, "")):
            info = tarfile.TarInfo(f"link{kind!r}")
            info.type, info.linkname = kind, target
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    found, told = read(out.getvalue())
    assert [each.place for each in found] == ["heap!a.txt"]
    assert not told


def bomb(data: bytes, depth: int) -> bytes:
    for _ in range(depth):
        data = zipped({f"{n}.zip": data for n in range(8)})
    return data


ZEROS = b"0" * (4 << 20)
BOMBS = [
    ("zip", zipped({"a": ZEROS, "b": ZEROS})),
    ("gz", gzip.compress(ZEROS)),
    ("bz2 in gz", gzip.compress(bz2.compress(ZEROS))),
    ("xz", lzma.compress(ZEROS)),
    ("zst", zstandard.compress(ZEROS)),
    ("7z", sevenzipped({"a": ZEROS})),
    ("zips in zips", bomb(b"0" * (1 << 17), 3)),
    ("tar.gz", tarred({"a": b"x", "b": ZEROS}, "w:gz")),
]


@pytest.mark.parametrize("data", [data for _, data in BOMBS], ids=[name for name, _ in BOMBS])
def test_bombs(data, monkeypatch):
    monkeypatch.setattr(unpacking, "FREE", 1 << 20)
    monkeypatch.setattr(unpacking, "RATIO", 5)
    with pytest.raises(SourceError, match=r"heap: it unpacks to more than 5 times its size.*unpack it yourself"):
        read(data)


def test_more_than_the_disk_is_meant_to_hold(text, monkeypatch):
    monkeypatch.setattr(unpacking, "TOTAL", 3000)
    found, reason = read_until_refused(zipped({f"{n}.txt": text for n in range(99)}))
    assert re.search("which is the limit for one file.*ingest the folder", reason), reason
    assert len(found) == 3000 // len(text), "what stands before is read"


def test_too_deep(text):
    data = text
    for _ in range(unpacking.DEEPEST):
        data = gzip.compress(data)
    assert len(read(data)[0]) == 1
    with pytest.raises(SourceError, match="archives in archives, 6 deep"):
        read(gzip.compress(data))


def test_a_sparse_tar_counts_what_its_holes_unpack_to(monkeypatch, tmp_path):
    monkeypatch.setattr(unpacking, "FREE", 1 << 20)
    header = tarfile.TarInfo("a.txt")
    # GNU's old form: one stretch of 64 kB at the beginning of a file of 4 GB
    header.type, header.size = tarfile.GNUTYPE_SPARSE, 1 << 16
    block = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    block[386:398] = b"%011o\0" % 0
    block[398:410] = b"%011o\0" % (1 << 16)
    block[483:495] = b"%011o\0" % (4 << 30)
    block[148:156] = b"        "
    block[148:156] = b"%06o\0 " % sum(block)
    with pytest.raises(SourceError, match="unpacks to more than"):
        read(bytes(block) + b"x" * (1 << 16) + bytes(1024))


ENCRYPTED_ZIP = "encrypted. Unpack the archive with its password, and ingest the folder"


def test_encrypted(text):
    data = bytearray(zipped({"a.txt": text, "b.txt": text}))
    data[6] |= 1  # the flag stands in the member's own header and in the table of contents
    data[data.index(b"PK\x01\x02") + 8] |= 1
    found, told = read(bytes(data))
    assert [each.place for each in found] == ["heap!b.txt"]
    assert told == [("heap!a.txt", ENCRYPTED_ZIP)]
    with pytest.raises(SourceError, match=r"heap: the 7-Zip archive is encrypted. Unpack it with its password"):
        read(sevenzipped({"a.txt": text}, password="guess"))


BROKEN: list[tuple[str, Callable[[Files], bytes], str]] = [
    ("zip", zipped, "a damaged ZIP archive, or one that breaks off.*fresh copy"),
    ("tar", tarred, "damaged or breaks off"),
    ("tar.gz", lambda files: tarred(files, "w:gz"), "breaks off|damaged"),
    ("7z", sevenzipped, "damaged or breaks off"),
    ("warc", lambda files: captured({f"https://a.example/{n}": d for n, d in files.items()}, False), "breaks off"),
    ("warc.gz", lambda files: captured({f"https://a.example/{n}": d for n, d in files.items()}), "breaks off"),
]


@pytest.mark.parametrize(("pack", "expected"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_truncated(pack, expected, make_page):
    files = {f"{n}.html": (make_page() + f"<!-- {n} {'x' * 50_000} -->").encode() for n in range(3)}
    whole = pack(files)
    assert len(read(whole)[0]) == 3
    found, reason = read_until_refused(whole[: len(whole) * 2 // 3])
    assert re.search(expected, reason), reason
    assert all(each.told.id == "08MEXICO42" for each in found)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_a_truncated_compressed_file_is_read_as_far_as_it_goes(pack, telegram):
    lines = "".join(f"{n * 7919 % 99991}\n" for n in range(100_000))  # packs badly
    data = pack(f"{telegram}\n{lines}".encode())
    found, reason = read_until_refused(data[: len(data) // 2])
    assert re.search("heap: it breaks off. What stands before that place was read", reason), reason
    if pack is not bz2.compress:  # whose blocks of 900 kB come whole or not at all
        assert found[0].text.startswith(telegram)
        assert found[0].told.partial


def test_a_corrupt_capture(make_page):
    data = captured({"https://a.example/1": make_page().encode(), "https://a.example/2": b"x"}, gzip=False)
    at = data.index(b"WARC/1.", data.index(b"https://a.example/1") + len(make_page()))
    found, reason = read_until_refused(data[:at] + b"\x00garbage\r\n\r\n" + data[at + 40 :])
    assert re.search("heap: the web capture is damaged.*fresh copy", reason), reason
    assert [each.told.id for each in found] == ["08MEXICO42"]


def test_office_documents_are_named():
    with pytest.raises(SourceError, match="an office document"):
        read(zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}))


def test_a_table_of_contents_of_millions_is_refused_before_it_is_read():
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + bytes(8) + bytes(2)
    record = b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(12) + (9_000_000).to_bytes(8, "little") * 2 + bytes(16)
    data = b"PK\x03\x04" + bytes(60) + record + b"PK\x06\x07" + bytes(4) + (64).to_bytes(8, "little") + bytes(4) + end
    with pytest.raises(SourceError, match="a ZIP archive of 9,000,000 files, and 2,000,000 is the limit"):
        read(data)


def test_a_header_of_gigabytes_is_no_name():
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 3 << 30
    with pytest.raises(SourceError, match="damaged or breaks off"):
        read(tarred({"a": b"x"})[:1024] + info.tobuf(tarfile.GNU_FORMAT) + bytes(4096))


@EVERY_ARCHIVE
def test_the_order_is_the_same_each_time_and_can_be_gone_on_with(pack, tmp_path, telegram):
    numbered = {f"{n * 7 % 10}.txt": telegram.replace("000042", f"{n:06}").encode() for n in range(10)}
    path = tmp_path / "heap"
    path.write_bytes(pack({**numbered, "inner.zip": zipped(numbered), "notes": b"Buy milk.\n"}))
    told: list[tuple[str, str]] = []
    every = list(reading.readings(path, onskip=lambda *what: told.append(what)))
    assert [place for place, _ in told] == [f"{path}!notes"]
    places = [each.document.place for each in every]
    assert len(set(places)) == len(places) == 20
    for after in (0, 1, 9, 10, 19):
        rest = reading.readings(path, onskip=lambda *what: None, after=after)
        assert [each.document.place for each in rest] == places[after:]


def test_the_first_document_is_there_before_the_last_is_read(telegram):
    data = bytearray(zipped({"a.txt": telegram.encode(), "b.txt": telegram.encode()}))
    found = sources.documents_in(bytes(data), "heap")
    assert next(found).place == "heap!a.txt"
    found.close()


def test_a_saved_page_of_parts_without_end():
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    with pytest.raises(SourceError, match=r"a saved page \(MHTML\) of more than 20,000 parts. Save the page again"):
        read(head + b"--B\nContent-Type: text/html\n\nx\n" * 30_000 + b"--B--\n")
