import hashlib
import re
import shutil
import subprocess
import sys
from io import BytesIO

import page
import pikepdf
import pytest
from django.conf import settings
from PIL import Image

from core.reports import pdf
from reporting.editions import CannotRender, brand, render_pdf
from reporting.editions.pdf import print_edition
from tests import pdf_tags
from tests.reporting.sample import SAMPLE, block_of, snapshot


@pytest.fixture(scope="module")
def sample():
    return snapshot()


@pytest.fixture
def changed():
    return snapshot()


@pytest.fixture(scope="module")
def report(sample):
    return render_pdf(sample)


@pytest.fixture
def report_file(report, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(report)
    return file


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_report_passes_pdf_ua(report):
    result = page.validate_pdf_bytes(report, profile="ua1")

    assert [failure.message for failure in result.failures] == []


def test_the_file_is_sound(report_file):
    assert "No syntax or stream encoding errors" in said("qpdf", "--check", report_file)


def test_tags_are_those_of_the_html(sample, report):
    html, _ = print_edition(sample)

    assert pdf_tags.counts(report) == pdf_tags.counts_of_html(html)
    assert pdf_tags.counts(report)["Table"] == 16
    assert pdf_tags.unowned(pdf_tags.opened(report)) == []


def test_every_figure_says_what_it_shows(sample, report):
    opened = pdf_tags.opened(report)
    alternatives = [str(one.Alt) for one in pdf_tags.elements(opened) if one.S == "/Figure"]

    blocks = [one for section in sample["sections"] for one in section["blocks"] if one["type"] == "chart"]
    assert alternatives == [one["summary"] for one in blocks]


def test_headings_do_not_jump(report):
    opened = pdf_tags.opened(report)
    levels = [int(str(one.S)[2]) for one in pdf_tags.elements(opened) if re.fullmatch(r"/H\d", str(one.S))]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_font_is_embedded_and_ours(report_file):
    fonts = [line.split() for line in said("pdffonts", report_file).splitlines()[2:]]

    assert len(fonts) == 4
    assert all("Source-Sans-3" in font[0] and font[-5:-2] == ["yes", "yes", "yes"] for font in fonts)


def test_every_page_is_pictured_for_the_eye(report_file, report):
    """Pictures in var/report-pages/, for people to look at; none of them is blank."""
    folder = settings.VAR / "report-pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    said("pdftoppm", "-r", "60", "-png", report_file, folder / "page")

    with pikepdf.open(BytesIO(report)) as opened:
        assert len(list(folder.iterdir())) == len(opened.pages)
    for picture in folder.iterdir():
        assert len(Image.open(picture).convert("L").getcolors()) > 1, picture.name


def test_contents_lead_to_every_chapter_and_section(sample, report):
    opened = pdf_tags.opened(report)
    links = [str(link.Contents) for link in opened.pages[1].Annots]

    titles = [f"{section['number']} {section['title']}" for section in sample["sections"]]
    assert links == [*titles, "The numbers behind the figures", "Wide tables"]
    with opened.open_outline() as outline:
        chapters = [one.title for one in outline.root]
    numbered = [title for title in titles if "." not in title.split()[0]]
    assert chapters == ["Contents", *numbered, "The numbers behind the figures", "Wide tables"]


def test_contents_that_one_column_cannot_hold_stand_in_two(changed):
    more = [{"key": f"more-{n}", "number": str(n), "level": 1, "title": f"Chapter {n}"} for n in range(10, 40)]
    changed["sections"] += [{**one, "blocks": [{"type": "prose", "markdown": "Words."}]} for one in more]

    content = render_pdf(changed)

    opened = pdf_tags.opened(content)
    assert len(opened.pages[1].Annots) == len(changed["sections"]) + 2
    assert page.validate_pdf_bytes(content, profile="ua1").is_compliant


def test_a_wide_table_has_a_page_on_its_side(report):
    sides = [page.MediaBox[2] > page.MediaBox[3] for page in pdf_tags.opened(report).pages]

    assert sides == [False] * (len(sides) - 1) + [True]


def test_pages_say_where_they_are(report_file):
    text = said("pdftotext", "-f", "4", "-l", "4", "-layout", report_file, "-")

    assert "Westmarch Safeguarding Children Partnership" in text
    assert "2 The borough and its children" in text
    assert re.search(r"Annual report 2019–20 +4\n", text)


def test_no_page_is_nearly_empty(report_file, report):
    for number in range(2, len(pdf_tags.opened(report).pages) + 1):
        words = said("pdftotext", "-f", str(number), "-l", str(number), report_file, "-").split()
        assert len(words) > 90, f"page {number}"


def test_the_same_snapshot_gives_the_same_bytes_in_another_process_at_another_time(report):
    code = (
        "import django, hashlib, json, sys; django.setup()\n"
        "from reporting.editions import render_pdf\n"
        f"content = render_pdf(json.load(open({str(SAMPLE)!r})))\n"
        "print(hashlib.sha256(content).hexdigest())"
    )
    made = said(sys.executable, "-W", "ignore", "-c", code).strip()

    assert made == hashlib.sha256(report).hexdigest()


@pytest.mark.parametrize("colour", ["#ffe600", "#ffffff", "#000000", "not a colour", None])
def test_any_colour_of_a_partnership_can_be_read(changed, colour):
    chosen = brand.palette(colour)

    assert brand.contrast(chosen["brand"], chosen["on_brand"]) >= 4.5
    assert brand.contrast(chosen["deep"], chosen["on_brand"]) >= 4.5
    assert brand.contrast(chosen["ink"], "#ffffff") >= 4.5
    assert brand.contrast(chosen["ink"], chosen["tint"]) >= 4.5
    changed["brand"] = {"colour": colour}
    assert chosen["brand"].encode() in print_edition(changed)[1]["brand.css"]


def test_trouble_in_laying_out_is_a_refusal_too(sample, monkeypatch):
    def refuse(*args, **kwargs):
        raise pdf.PdfError("Ignored something")

    monkeypatch.setattr(pdf, "render", refuse)
    with pytest.raises(CannotRender, match="Ignored something"):
        render_pdf(sample)


@pytest.mark.parametrize("where", ["markdown", "title"])
def test_a_sign_that_the_typeface_lacks_is_named_with_its_section(changed, where):
    section = changed["sections"][0]
    (section["blocks"][0] if where == "markdown" else section)[where] = "Families 👪 come first"

    with pytest.raises(CannotRender, match="no “👪” \\(family\\); write it in words") as refused:
        render_pdf(changed)
    assert refused.value.section.startswith(("Foreword", "Families"))


ODD_TEXTS = {
    "a head without rows": "|a|b|\n|--|--|\n",
    "lists in lists": "- a\n  - b\n    - c\n      1. d\n\n         more of d\n\n- loose\n\n  more",
    "tables and quotes in lists": "1. > said\n2. | a | b |\n   |---|---|\n   | 1 | 2 |",
    "a note with everything": "A[^a].\n\n[^a]: - one\n    - two\n\n    |a|b|\n    |-|-|\n    |1|2|\n\n    ## Head",
    "a heading with a note": "## Head[^a]\n\n[^a]: x",
    "a row longer than a page": "|a|b|\n|--|--|\n|" + "word " * 2500 + "|x|",
    "a word wider than a page": "x" * 600,
    "a link over pages": "[" + "long " * 900 + "](https://example.org)",
    "nothing": " \n",
    "code and a rule": "```\n<b>\n```\n\n---\n\n    more",
    "what Word leaves behind": "a\x01b\u202ec \u00ad \ufeff \u2003 d",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_texts_make_a_sound_pdf(changed, text):
    prose = {"type": "prose", "markdown": text}
    section = {"key": "a", "number": "1", "level": 1, "title": "One", "blocks": [prose]}
    changed["sections"] = [section, {**section, "key": "b", "number": "1.1", "level": 2}]

    content = render_pdf(changed)

    assert page.validate_pdf_bytes(content, profile="ua1").failures == []
    assert pdf_tags.counts(content) == pdf_tags.counts_of_html(print_edition(changed)[0])
    assert pdf_tags.unowned(pdf_tags.opened(content)) == []


def test_a_table_without_rows_says_so(changed):
    block_of(changed, "staff").update(rows=[], total=None)

    assert "Nothing was recorded." in print_edition(changed)[0]
    assert page.validate_pdf_bytes(render_pdf(changed), profile="ua1").failures == []
