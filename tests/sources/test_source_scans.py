"""Images of pages, and text layers that are garbage: read by OCR where it is installed, told where it is not."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from reftel import reading, sources
from reftel.errors import SourceError
from reftel.sources import legibility, ocr, ocr_words, pdf, scans

needs_tesseract = pytest.mark.skipif(ocr.program() is None, reason=f"tesseract is not installed: {ocr.COMMAND}")
LINES = """\
R 101200Z JAN 08
FM AMEMBASSY MEXICO
TO SECSTATE WASHDC

UNCLAS MEXICO 000042

TAGS: PREL MX
SUBJECT: SPECIMEN: A FAIR IN TULA

1. Summary: An invented fair was held in the town, and the
minister was there with his office. End summary.

2. The embassy has no comment on the report that he made."""


def drawn(text: str = LINES, width: int = 2550) -> Image.Image:
    """A page with this text, as it comes from a scanner: 300 dots an inch, or fewer for a smaller width."""
    size = width // 55
    image = Image.new("L", (width, width * 11 // 17), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    for number, line in enumerate(text.split("\n")):
        pen.text((width // 10, (number + 3) * size * 3 // 2), line, fill="black", font=font)
    return image


def saved(*images: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    first, *rest = [image.copy() for image in images]
    first.save(out, form, **({"save_all": True, "append_images": rest} if rest else {}), **options)
    return out.getvalue()


FILES = [
    ("png, see-through, 100 dots an inch", lambda: saved(seen_through())),
    ("jpeg, on its side", lambda: saved(drawn().rotate(90, expand=True), form="JPEG", exif=turned())),
    ("pdf", lambda: saved(drawn(), form="PDF", resolution=300)),
]


def seen_through() -> Image.Image:
    page = drawn(width=850)
    image = Image.new("RGBA", page.size, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), mask=Image.eval(page, lambda dot: 255 - dot))
    return image


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the page stands on the image's right
    return exif


@needs_tesseract
@pytest.mark.parametrize("make", [make for _, make in FILES], ids=[name for name, _ in FILES])
def test_a_scanned_page_is_a_cable(save, make):
    (found,) = reading.readings(save(make(), "scan.bin"))
    cable = found.cable
    assert (cable.id, cable.subject) == ("08MEXICO42", "SPECIMEN: A FAIR IN TULA")
    assert [each.number for each in cable.paragraphs] == [1, 2]
    assert (found.document.layout, found.document.encoding) in (("image-ocr", "ocr"), ("pdf-ocr", "ocr"))
    assert re.fullmatch(r"tesseract \d.*", cable.attributes["OCR"])
    confidence = re.fullmatch(r"page 1: (\d+(?:\.\d)?) %", cable.attributes["OCR confidence"])
    assert confidence is not None
    assert 80 < float(confidence[1]) <= 100


@needs_tesseract
def test_every_page_of_a_fax_has_its_confidence_and_its_empty_lines(save):
    sheets = [drawn().convert("1"), drawn("NNNN\nAN INVENTED END OF IT").convert("1")]
    (found,) = sources.documents(save(saved(*sheets, form="TIFF", compression="group4")))
    assert found.text == f"{LINES}\nNNNN\nAN INVENTED END OF IT"
    assert re.fullmatch(r"page 1: [\d.]+ %, page 2: [\d.]+ %", found.told.attributes["OCR confidence"])


@needs_tesseract
def test_an_image_of_something_else(save):
    with pytest.raises(SourceError, match="an image, but without any mark of a telegram"):
        list(sources.documents(save(saved(drawn("A VIEW OF THE FAIR\nIN THE MORNING")))))
    with pytest.raises(SourceError, match="an image without a text: its pages are blank"):
        list(sources.documents(save(saved(drawn("")))))


@pytest.fixture
def without_tesseract(monkeypatch):
    monkeypatch.setattr(ocr, "program", lambda: None)


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(("form", "what"), [("PNG", "an image"), ("PDF", "a PDF")])
def test_what_needs_ocr_says_how_to_get_it(save, form, what):
    path = save(saved(drawn(), form=form))
    with pytest.raises(SourceError) as caught:
        list(sources.documents(path))
    assert str(caught.value) == (
        f"{path}: needs OCR: {what} of images, without a text layer. "
        "Install tesseract (sudo apt-get install tesseract-ocr) and give the file again"
    )


def pages_of(text: str, image: str) -> scans.Pages:
    """One page with a text layer, as OCR reads it that sees ``image``."""
    pages = scans.Pages([text])
    scans.recognise(pages, 1, lambda: image.encode(), text)
    return pages


@pytest.fixture
def fake_ocr(monkeypatch):
    """OCR that reads what the image's bytes say."""
    monkeypatch.setattr(ocr, "program", lambda: "tesseract 9")
    monkeypatch.setattr(ocr, "recognised", lambda image: ocr_words.Recognised(image.decode(), 87.5))


def shifted(text: str) -> str:
    """As a font shows it whose letters have no meaning."""
    return re.sub("[A-Za-z]", lambda letter: chr((ord(letter[0].upper()) - 62) % 26 + 65), text)


PROSE = LINES + "\n3. " + "The government of the country has said that it would make a report on this matter. " * 4


@pytest.mark.usefixtures("fake_ocr")
def test_garbage_is_replaced_by_what_is_better():
    assert legibility.is_garbage(shifted(PROSE))
    assert not legibility.is_garbage(PROSE)
    better = pages_of(shifted(PROSE), PROSE)
    assert (better.texts, better.confidences) == ([PROSE], {1: 87.5})
    worse = pages_of(shifted(PROSE), shifted(PROSE))
    assert (worse.texts, worse.confidences) == ([shifted(PROSE)], {})


@pytest.mark.usefixtures("fake_ocr")
def test_garbage_is_read_anew_only_when_asked(save, make_pdf, monkeypatch):
    monkeypatch.setattr(pdf.Images, "bitmap", lambda _, number: PROSE.encode())
    garbled = shifted(PROSE)
    path = save(make_pdf([LINES, garbled]))
    told: list[tuple[str, str]] = []
    (as_it_is,) = sources.documents(path, onskip=lambda *what: told.append(what))
    assert "VXEMHFW" in as_it_is.text
    assert as_it_is.told.attributes == {"Pages of garbage": "2"}
    assert told == [(f"{path}#page=2", "its text layer is garbage, and was read as it is. Read it anew with --ocr")]
    (anew,) = sources.documents(path, ocr=True)
    assert "VXEMHFW" not in anew.text
    assert anew.told.attributes == {"OCR": "tesseract 9", "OCR confidence": "page 2: 87.5 %"}
    with pytest.raises(SourceError, match=r"a PDF, but .* Its text layer is garbage: read it anew with --ocr"):
        list(sources.documents(save(make_pdf([garbled]))))


def test_a_book_of_images_is_not_read_to_its_end(save, monkeypatch):
    seen: list[bytes] = []

    def read_one(image: bytes) -> ocr_words.Recognised:
        seen.append(image)
        return ocr_words.Recognised(LINES if len(seen) == 12 else "A BOOK ON FAIRS", 90.0)

    monkeypatch.setattr(ocr, "program", lambda: "tesseract 9")
    monkeypatch.setattr(ocr, "recognised", read_one)
    path = save(saved(*[Image.new("L", (600, 600), "grey")] * 12, form="PDF"))
    with pytest.raises(SourceError, match=r"whose first 8 pages are no telegram's. To have all of its pages read"):
        list(sources.documents(path))
    assert len(seen) == 8
    seen.clear()
    (found,) = sources.documents(path, ocr=True)
    assert LINES in found.text


@pytest.mark.usefixtures("without_tesseract")
def test_a_page_that_is_an_image_is_told_and_the_others_are_read(save, make_pdf):
    out = io.BytesIO()
    writer = pypdf.PdfWriter()
    for data in (make_pdf([LINES]), saved(drawn(), form="PDF"), make_pdf([""]), make_pdf(["NNNN"])):
        writer.append(io.BytesIO(data))
    writer.write(out)
    path = save(out.getvalue())
    told: list[tuple[str, str]] = []
    (found,) = sources.documents(path, onskip=lambda *what: told.append(what))
    assert found.text.startswith("R 101200Z JAN 08")
    assert found.text.endswith("NNNN")
    assert found.told.attributes == {"Pages not read": "2"}
    assert found.told.partial
    ((place, reason),) = told
    assert place == f"{path}#page=2"
    assert reason.startswith("needs OCR: the page is an image. Install tesseract (sudo apt-get")


HOSTILE = [
    (saved(drawn())[:20_000], r"the image is damaged or breaks off \(", "breaks off"),
    (saved(Image.new("1", (40_000, 40_000))), "an image of too many dots to be a page", "a bomb"),
    (saved(Image.new("1", (12_000, 12_000))), "an image of 12,000 by 12,000 dots, which is too large", "a wall"),
    (saved(Image.new("1", (16, 16))), "16 by 16 dots, too small to show a page", "a button"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "the image is damaged", "no image"),
]


@pytest.mark.usefixtures("fake_ocr")
@pytest.mark.parametrize(("data", "reason", "remark"), HOSTILE, ids=[row[-1] for row in HOSTILE])
def test_hostile_images(save, data, reason, remark):
    with pytest.raises(SourceError, match=reason):
        list(sources.documents(save(data, remark)))


def test_a_page_on_which_ocr_fails(save, monkeypatch):
    def fail(_: bytes) -> ocr_words.Recognised:
        raise ocr.Failed("it took longer than 300 seconds")

    monkeypatch.setattr(ocr, "program", lambda: "tesseract 9")
    monkeypatch.setattr(ocr, "recognised", fail)
    with pytest.raises(SourceError, match=r"an image of images: OCR failed on it \(it took longer"):
        list(sources.documents(save(saved(drawn()))))


def test_what_tesseract_says_is_passed_on(monkeypatch, tmp_path):
    broken = tmp_path / "tesseract"
    broken.write_text("#!/bin/sh\ncat >/dev/null\necho 'Error opening data file eng.traineddata' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(ocr.Failed, match=r"tesseract: Error opening data file eng.traineddata"):
        ocr.recognised(b"P5 1 1 255\n\0")


LEGIBLE = [
    (PROSE, False, "a telegram"),
    (shifted(PROSE), True, "letters that mean others"),
    ("~ .. ,;: || -- __ '' " * 20, True, "signs"),
    ("TO SECSTATE WASHDC", False, "too short to tell"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), LEGIBLE, ids=[row[-1] for row in LEGIBLE])
def test_garbage_is_told_by_common_words(text, expected, remark):
    assert legibility.is_garbage(text) is expected
