"""E-mail as programs save it, with telegrams in it and attached to it; all of it invented."""

from __future__ import annotations

import email.policy
import html
import io
import zipfile
from email.message import EmailMessage

import pytest

import reftel
from reftel import sources
from reftel.errors import SourceError
from reftel.sources import mail

TEXT = (
    "R 10120{n}Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nUNCLAS MEXICO 00004{n}\n\n"
    "SUBJECT: SPECIMEN: A FAIR\n\n1. (U) An invented fair, the café\u2019s, was held = seen.\n"
)


def message(body: str = "", *, subtype: str = "plain", **form: str) -> EmailMessage:
    made = EmailMessage(policy=email.policy.SMTP)
    made["From"], made["To"], made["Subject"] = "Anna <a@example.org>", "b@example.org", "FW: Cable"
    made["Date"], made["Message-ID"] = "Wed, 23 Jun 2010 11:27:00 +0000", "<1@example.org>"
    if body:
        made.set_content(body, subtype=subtype, **form)
    return made


def telegram(n: int = 2) -> str:
    return TEXT.format(n=n)


def page(n: int = 2) -> str:
    return "<html><body><p>See</p>" + "".join(f"<div>{html.escape(line)}</div>" for line in telegram(n).split("\n"))


def attached(content: bytes, name: str, body: str = "Attached.") -> EmailMessage:
    made = message(body)
    made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def zipped(n: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", telegram(n))
    return out.getvalue()


def both() -> EmailMessage:
    made = message(telegram())
    made.add_alternative(page(), subtype="html")
    return made


def forwarded() -> EmailMessage:
    made = message("See below.")
    made.add_attachment(message(telegram()))
    return made


def quoted() -> EmailMessage:
    return message("Well?\n\nAnna wrote:\n" + "".join(f"> {line}\n" for line in telegram().split("\n")))


MESSAGES = [
    (message("Please see below.\n\n" + telegram(), cte="base64"), "", "base64"),
    (message(telegram(), cte="quoted-printable"), "", "quoted-printable"),
    (message(telegram(), charset="windows-1252", cte="quoted-printable"), "", "windows-1252"),
    (message(page(), subtype="html"), "", "a page"),
    (both(), "", "as text and as a page: once"),
    (quoted(), "", "quoted"),
    (attached(telegram().encode(), "a.txt"), "!a.txt", "attached"),
    (attached(page().encode(), "../a b.html"), "!a b.html", "an odd name"),
    (attached(zipped(2), "a.zip"), "!a.zip!a.txt", "in an archive"),
    (forwarded(), "!forwarded-1.eml", "a message in a message"),
]


@pytest.mark.parametrize(("made", "where", "remark"), MESSAGES, ids=[case[-1] for case in MESSAGES])
def test_a_message_is_read(save, made, where, remark):
    path = save(bytes(made))
    told: list[tuple[str, str]] = []
    (document,) = sources.documents(path, onskip=lambda place, reason: told.append((place, reason)))
    (cable,) = reftel.read(path) if not told else [None]
    assert document.place == f"{path}{where}"
    assert "An invented fair, the café\u2019s, was held = seen." in document.text
    assert [place for place, _ in told] == ([f"{path}!text"] if "!" in where else [])
    if cable is not None:
        assert (cable.id, cable.subject) == ("08MEXICO42", "SPECIMEN: A FAIR")


def test_a_mailbox_is_read_message_by_message(save):
    box = b"".join(
        b"From a@example.org Wed Jun 23 11:27:00 2010\n" + bytes(made).replace(b"\r\n", b"\n") + b"\n"
        for made in (
            message("From the start.\n\n" + telegram(1)),
            message("Shall we meet at noon?"),
            message(telegram(3), cte="base64"),
        )
    )
    path, told = save(box), []
    found = [
        (document.place, document.text[:9]) for document in sources.documents(path, onskip=lambda *of: told.append(of))
    ]
    assert [place for place, _ in found] == [f"{path}!message-1", f"{path}!message-3"]
    assert [place for place, _ in told] == [f"{path}!message-2"]


def test_what_apples_mail_writes_around_a_message(save):
    data = bytes(message(telegram()))
    (cable,) = reftel.read(save(b"%d\n%s<?xml version='1.0'?><plist/>" % (len(data), data)))
    assert cable.id == "08MEXICO42"


def test_an_ordinary_message_is_no_telegram(save):
    with pytest.raises(SourceError, match="without any mark of a telegram"):
        list(sources.documents(save(bytes(message("Shall we meet at noon?", cte="base64")))))


def test_a_printed_message_is_no_saved_one():
    for text in (
        "From: A\nSent: Monday\nTo: B\nSubject: x\n\n",
        "MRN: 12 KYIV 1\nFrom: KYIV\nSubject: x\n\n",
        telegram(),
    ):
        assert not mail.recognises(text.encode())


def test_a_message_too_long_is_told_and_the_next_one_read(save, monkeypatch):
    monkeypatch.setattr(mail, "_LARGEST", 4000)
    box = b"".join(
        b"From a@example.org Wed Jun 23 11:27:00 2010\n" + bytes(made).replace(b"\r\n", b"\n") + b"\n"
        for made in (message("x\n" * 4000), message(telegram()))
    )
    path = save(box)
    with pytest.raises(SourceError, match="message-1: an e-mail of more than"):
        list(sources.documents(path))
    assert len(list(sources.documents(path, onskip=lambda *_: None))) == 1


def test_a_message_of_a_million_parts_is_refused(save):
    head = b"Message-ID: <1@x>\nFrom: a\nContent-Type: multipart/mixed; boundary=B\n\n"
    with pytest.raises(SourceError, match="more than 20,000 parts"):
        list(sources.documents(save(head + b"--B\n\nx\n" * 20_001)))
