import copy
import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import page
import pytest

from core import pdf
from reporting.editions import CannotRender, render_html, render_pdf, table_archive
from reporting.editions.pdf import print_edition
from tests import pdf_tags

SAMPLE = Path(__file__).parent / "sample_snapshot.json"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample():
    return json.loads(SAMPLE.read_text())


@pytest.fixture
def changed(sample):
    return copy.deepcopy(sample)


@pytest.fixture(scope="module")
def report(sample):
    return render_pdf(sample)


@pytest.fixture
def report_file(report, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(report)
    return file


def block_of(snapshot, key):
    return next(one for section in snapshot["sections"] for one in section["blocks"] if one.get("key") == key)


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# The PDF


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


def test_contents_lead_to_every_chapter_and_section(sample, report):
    opened = pdf_tags.opened(report)
    links = [str(link.Contents) for link in opened.pages[1].Annots]

    titles = [f"{section['number']} {section['title']}" for section in sample["sections"]]
    assert links == [*titles, "The numbers behind the figures", "Wide tables"]
    with opened.open_outline() as outline:
        chapters = [one.title for one in outline.root]
    numbered = [title for title in titles if "." not in title.split()[0]]
    assert chapters == ["Contents", *numbered, "The numbers behind the figures", "Wide tables"]


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
    import hashlib  # noqa: PLC0415

    made = said(sys.executable, "-W", "ignore", "-c", code).strip()

    assert made == hashlib.sha256(report).hexdigest()


@pytest.mark.parametrize("colour", ["#ffe600", "#ffffff", "#000000", "not a colour", None])
def test_any_colour_of_a_partnership_can_be_read(changed, colour):
    from reporting.editions import brand  # noqa: PLC0415

    chosen = brand.palette(colour)

    assert brand.contrast(chosen["brand"], chosen["on_brand"]) >= 4.5
    assert brand.contrast(chosen["deep"], chosen["on_brand"]) >= 4.5
    assert brand.contrast(chosen["ink"], "#ffffff") >= 4.5
    assert brand.contrast(chosen["ink"], chosen["tint"]) >= 4.5
    changed["brand"] = {"colour": colour}
    assert chosen["brand"].encode() in print_edition(changed)[1]["brand.css"]


# What cannot be set


@pytest.mark.parametrize(
    ("key", "change", "reason"),
    [
        ("spending", {"chart": "pie"}, "no chart of kind “pie”"),
        ("spending", {"summary": ""}, "no sentence"),
        ("spending", {"series": [{"name": "x"}]}, "the chart is not complete"),
        ("spending", {"table": "nothing"}, "no table"),
        ("staff", {"rows": [{"cells": ["one"], "source": None}]}, "1 cells for 4 columns"),
        ("staff", {"type": "video"}, "no block of kind “video”"),
        ("tree", {"nodes": [{"short": "no name"}]}, "the tree is not complete"),
        ("staff", {"key": "result"}, "two blocks have the key “result”"),
    ],
)
def test_a_block_that_cannot_be_set_names_itself_and_its_section(changed, key, change, reason):
    section = next(one for one in changed["sections"] if any(block.get("key") == key for block in one["blocks"]))
    block_of(changed, key).update(change)

    for render in (render_pdf, render_html):
        with pytest.raises(CannotRender, match=reason) as refused:
            render(changed)
        assert refused.value.section == section["title"]
        assert section["title"] in str(refused.value)


def test_a_chart_that_the_drawing_refuses_names_its_section(sample, monkeypatch):
    def refuse(block):
        raise ValueError("Javascript error: boom\n at line 1")

    monkeypatch.setattr("core.charts._drawn", {})
    monkeypatch.setattr("django.core.cache.cache.get", lambda *_: None)
    monkeypatch.setattr("vl_convert.vegalite_to_svg", refuse)
    with pytest.raises(CannotRender, match="could not be drawn.*boom") as refused:
        render_html(sample)
    assert (refused.value.section, refused.value.block) == ("The borough and its children", "referrals")


def test_a_snapshot_of_another_format_or_without_sections_is_refused(changed):
    with pytest.raises(CannotRender, match="format 2"):
        render_html({**changed, "format": 2})
    with pytest.raises(CannotRender, match="no sections"):
        render_html({**changed, "sections": []})


def test_trouble_in_laying_out_is_a_refusal_too(sample, monkeypatch):
    def refuse(*args, **kwargs):
        raise pdf.PdfError("Ignored something")

    monkeypatch.setattr(pdf, "render", refuse)
    with pytest.raises(CannotRender, match="Ignored something"):
        render_pdf(sample)


# The page


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.targets, self.handlers = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.targets += [found["href"][1:]] if found.get("href", "").startswith("#") else []
        self.handlers += [name for name in found if name == "style" or name.startswith("on")]


def test_the_page_needs_no_exception_in_the_policy(sample):
    made = Page(render_html(sample))

    assert made.handlers == []
    assert not {"style", "script"} & set(made.tags)


def test_ids_are_unique_and_every_link_within_the_page_arrives(sample):
    made = Page(render_html(sample))

    assert len(made.ids) == len(set(made.ids))
    assert set(made.targets) <= set(made.ids)


def test_figures_lead_to_their_records_only_when_asked(sample):
    linked = render_html(sample, link=lambda source: f"/records/{source['model']}/{source['id']}/")

    assert "/records/assurance.indicatorvalue/00000000-0000-4000-8000-000000000001/" in linked
    assert linked.count('href="/records/') == SAMPLE.read_text().count('"model"')
    assert "edition-source" not in render_html(sample)
    assert "edition-source" not in render_html(sample, link=lambda source: None)


def test_text_of_people_is_never_markup(changed):
    changed["title"] = "<script>alert(1)</script>"
    block_of(changed, "staff")["rows"][0]["cells"][0] = "<img src=x onerror=alert(1)>"
    block_of(changed, "spending")["series"][0]["points"][0]["x"] = "<b>bold</b>"
    block_of(changed, "spending")["summary"] = "</title><script>alert(1)</script>"

    html = render_html(changed)

    assert not {"script", "img", "b"} & set(Page(html).tags)


def test_a_page_to_keep_carries_its_style_and_fonts(sample):
    html = render_html(sample, standalone=True)

    assert "<style>" in html
    assert html.count("data:font/woff2") == 4
    assert "--edition-brand:#0b4f6c" in html
    assert "stylesheet" not in html


def test_named_stylesheets_follow_ours(sample):
    links = re.findall(r'rel="stylesheet" href="([^"]+)"', render_html(sample, stylesheets=["/westmarch/colours.css"]))

    assert links == ["/static/reporting/edition.css", "/westmarch/colours.css"]


def test_the_meaning_of_a_suppressed_number_stands_where_it_is_shown(sample):
    html = render_html(sample)

    assert html.count("[c] means a number too small") == 2  # under the two tables that show one


# The tables


def archive_of(snapshot):
    return zipfile.ZipFile(io.BytesIO(table_archive(snapshot)))


def test_the_archive_holds_every_table_figure_and_panel(sample):
    names = archive_of(sample).namelist()

    kinds = [one["type"] for section in sample["sections"] for one in section["blocks"]]
    assert len(names) == 1 + sum(kinds.count(kind) for kind in ("table", "chart", "figures"))
    assert names[:3] == ["README.txt", "key-figures-01-picture-figures.csv", "figure-01-referrals.csv"]


def test_numbers_are_those_of_the_snapshot(sample):
    text = archive_of(sample).read("table-01-contributions.csv").decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1] == ["Westmarch Borough Council", "98400", "98400", "22000"]
    assert rows[4][3] == ""
    assert rows[-1] == ["All partners", "224050", "231050", "34700"]


def test_formulas_are_neutralised_and_negative_numbers_stay(changed):
    block_of(changed, "result")["rows"][0]["cells"][0] = "=HYPERLINK(1)"

    text = archive_of(changed).read("table-02-result.csv").decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in text
    assert ",-219400," in text


def test_the_same_snapshot_gives_the_same_archive(sample):
    assert table_archive(sample) == table_archive(sample)
    assert "table-01-contributions.csv: Contributions agreed" in archive_of(sample).read("README.txt").decode()
