"""Documents on Australian Foreign Policy: cablegrams are telegrams, everything else is refused by name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reftel import reading, sources
from reftel.errors import SourceError

DATA = Path(__file__).parents[3] / "shared" / "data" / "dfat"


def document(title: str, body: str) -> bytes:
    return (
        f"---\ndoc_date: '1942-02-08'\ndoc_num: 83\nnaa_refs: []\ntitle: {title}\nvol_id: 5\n"
        f"vol_title: 'Volume 5: 1942'\n---\n\n{body}\n"
    ).encode()


@pytest.mark.parametrize(
    ("title", "body", "remark"),
    [
        ("A to B", "Cablegram 83 KUYBYSHEV, 8 February 1942\n\nSECRET\n\nKites.", "by its first word"),
        ("A to B", "Circular Cablegram D1 LONDON, 8 February 1942\n\nKites.", "circular"),
        ("Cablegram to Lima", "Canberra, 8 February 1965\n\n635\\. Secret Immediate\n\nKites.", "by its title"),
        ("'Message from A: to B'", "Lima, 8 February 1975\n\nO.LM3326 SECRET\n\nKites.", "by number and level"),
        ("Cablegram from the\n  Embassy in Lima to Canberra", "Lima, 8 February 1971\n\nKites.", "a wrapped title"),
    ],
    ids=lambda value: value if len(value) < 25 else "",
)
def test_cablegrams(title, body, remark):
    data = document(title, body)
    (found,) = sources.documents_in(data, "83.md")
    assert (found.layout, found.text) == ("dfat-markdown", data.decode())
    assert reading.parsed(found).sent is not None


def test_a_bare_cablegram():
    (found,) = sources.documents_in(b"\nCablegram 83 KUYBYSHEV, 8 February 1942\n\nSECRET\n\nKites.\n", "83.txt")
    assert found.layout == "dfat-markdown"


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("Cole to Fox", "Letter 4 April 1946,\n\nKites.", "a letter"),
        ("Cole to Fox", "Letter, [LONDON], 6 August 1948\n\nKites.", "a letter"),
        ("Thursday, 29th", "29th September, 1927\n\nPERSONAL\n\nMy dear Minister,", "a letter"),
        ("Letter from Cole to Fox", "Canberra, 4 June 1981\n\nKites.", "a letter"),
        ("Minute by Cole", "## 10 Minute by Cole[1](#f1)\n\nCanberra, 14 July 1948\n\nTop Secret", "a minute"),
        ("War Submission by Cole", "Agendum 380/1943 CANBERRA, 4 September 1943\n\nSECRET", "a submission"),
        ("CABINET DECISION NO. 1", "Canberra, 15 March 1966\n\nConfidential", "a decision of the Cabinet"),
        ("Record of Conversation", "Canberra, 9 October 1975\n\nSECRET AUSTEO", "a record of a conversation"),
        ("Third Plenary Meeting", "29th March, 1957\n\nCANBERRA", "the record of a meeting"),
        ("Embassy to Department", "Note CANBERRA, 12 December 1946\n\nSECRET", "a note"),
        ("Savingram to Lima", "Canberra, 9 October 1955\n\nKites.", "a savingram"),
        ("Kites", "Of kites.", r"a document of another kind \(Kites\)"),
    ],
)
def test_the_others_are_named(title, body, kind):
    with pytest.raises(SourceError, match=f"not a telegram: {kind}"):
        list(sources.documents_in(document(title, body), "1.md"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"---\ntitle: Kites\ndate: 2012\n---\n\nOf kites.\n", "front matter"),
        (b"---\ntitle: Kites\nnever closed\n", "front matter"),
        (b"Cablegrams were costly.\n\nA book says so.\n", "without any mark of a telegram"),
    ],
)
def test_not_of_this_layout(data, reason):
    with pytest.raises(SourceError, match=reason):
        list(sources.documents_in(data, "1.md"))


@pytest.mark.skipif(not DATA.is_dir(), reason="the real documents are not here (../shared/data is absent)")
def test_real_documents():
    kinds = Counter()
    for path in sorted(DATA.glob("*.md")):
        try:
            (found,) = sources.documents(path)
            kinds[found.layout] += 1
        except SourceError as error:
            kinds[str(error).partition("not a telegram: ")[2].partition(". ")[0]] += 1
    assert kinds["dfat-markdown"] == 29
    assert (kinds["a letter"], kinds["a submission"], kinds["a memorandum"]) == (5, 2, 2)
    assert sum(kinds.values()) == 47
    assert "" not in kinds
