"""A draft: what lacks is said on every page, in one list that leads to it, and in its place; else not a word of it."""

import io
import re
import subprocess
import unicodedata
import zipfile

import page as pdf_check
import pikepdf
import pytest

from core.reports.blocks import missing
from reporting.editions import lacking_of, render_html, render_pdf, table_archive
from reporting.services import compiling
from tests.reporting.sample import snapshot

WHY = "No agency is recorded for 31 March 2020."


@pytest.fixture(scope="module")
def draft():
    """The sample report, of which two sections have nothing yet."""
    made = snapshot()
    made["sections"][1]["blocks"] = [missing(WHY)]
    made["sections"][3]["blocks"].append(missing("Nobody has written this section yet."))
    return made


@pytest.fixture(scope="module")
def pdf(draft):
    return render_pdf(draft)


def text_of(pdf, tmp_path):
    file = tmp_path / "draft.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    return said.split("\f")[:-1]


def test_every_page_of_the_pdf_says_that_it_is_a_draft(pdf, tmp_path):
    pages = text_of(pdf, tmp_path)

    assert len(pages) > 5
    assert all("Draft: 2 sections have nothing yet" in page for page in pages)


def test_the_pdf_lists_what_lacks_and_says_it_in_its_place(pdf, draft, tmp_path):
    text = " ".join(" ".join(text_of(pdf, tmp_path)).split())

    assert "What is still to come" in text
    for one in lacking_of(draft):
        assert re.search(rf"{one['number']} {re.escape(one['title'])} \(page \d+\): {re.escape(one['reason'])}", text)
        assert f"Still to come. {one['reason']}" in text


def test_a_draft_is_as_accessible_as_what_is_published(pdf):
    assert [failure.message for failure in pdf_check.validate_pdf_bytes(pdf, profile="ua1").failures] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked


def test_the_web_edition_leads_from_its_list_to_each_place(draft):
    html = render_html(draft, standalone=True)

    assert html.count("Draft: 2 sections have nothing yet") == 1
    listed = html.split('id="lacking"')[1].split("</section>")[0]
    for target in re.findall(r'href="#([^"]+)"', listed):
        assert "Still to come." in html.split(f'id="{target}"')[1].split("</section>")[0]
    assert listed.count("<li>") == 2


def test_the_archive_says_that_its_numbers_are_a_drafts(draft):
    with zipfile.ZipFile(io.BytesIO(table_archive(draft))) as archive:
        assert "Draft: 2 sections have nothing yet." in archive.read("README.txt").decode()


def test_an_edition_that_lacks_nothing_says_nothing_of_it(tmp_path):
    whole = snapshot()

    assert not re.search("Draft:|Still to come", render_html(whole))
    assert not re.search("Draft:|Still to come", " ".join(text_of(render_pdf(whole), tmp_path)))


def test_a_section_that_cannot_be_set_says_what_is_to_be_mended_and_the_rest_is_compiled():
    broken = snapshot()
    broken["sections"][1]["blocks"].append({"type": "prose", "markdown": "A snowman \N{SNOWMAN} in the text."})

    mended = compiling.settable(broken)

    (one,) = lacking_of(mended)
    assert one["title"] == broken["sections"][1]["title"]
    assert "(snowman)" in one["reason"]
    assert mended["sections"][2:] == broken["sections"][2:]
    assert "snowman" in render_html(mended)
    assert compiling.settable(snapshot()) == snapshot()


@pytest.mark.parametrize("sign", ["\N{GRINNING FACE}", "\N{THAI CHARACTER KO KAI}", "\u0378"])
@pytest.mark.parametrize("where", ["title", "text", "reason"])
def test_the_note_in_place_of_a_section_can_itself_be_printed(sign, where, tmp_path):
    broken = snapshot()
    section = broken["sections"][1]
    broken["sections"] = [section]  # the note's own, for the others take nine times as long to set
    section["title"] += sign if where == "title" else ""
    section["blocks"].append({"type": "prose", "markdown": sign if where == "text" else "Words."})
    section["blocks"].append(missing(sign if where == "reason" else WHY))

    text = " ".join(" ".join(text_of(render_pdf(compiling.settable(broken)), tmp_path)).split())

    assert f"no “U+{ord(sign):04X}” ({unicodedata.name(sign, 'a sign without a name').lower()}); write it" in text
    assert sign not in text
