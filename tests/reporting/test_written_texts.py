"""What somebody writes comes out whole: in the web edition, in the PDF and, for tables, in the files of numbers.

The texts are the same in every run. `pytest --hypothesis-profile=long` types other ones, and many more of them.
"""

import csv
import html
import io
import re
import subprocess
import zipfile

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from core.reports import markdown
from reporting.editions import render_html, render_pdf, table_archive
from reporting.editions.pdf import print_edition
from tests.factories.reporting import SNAPSHOT
from tests.reporting.typed_texts import MARKER, Typed, typed_texts

LINE_END = re.compile(r"\r\n|[\r\n]")
NOTE = re.compile(r" ?\[note \d+\]")


def edition_of(*texts):
    """A snapshot with a chapter for each text."""
    sections = [
        {
            "key": f"s-{number}",
            "number": str(number),
            "level": 1,
            "title": "Words",
            "blocks": [{"type": "prose", "markdown": text}],
        }
        for number, text in enumerate(texts, 1)
    ]
    return {**SNAPSHOT, "format": 3, "sections": sections}


def words_of(page):
    return html.unescape(re.sub("<[^>]*>", "", page)) + addresses_of(page)


def addresses_of(page):
    return " ".join(re.findall('href="(http[^"]*)', page))


def tables_of(snapshot):
    """Every table of the archive by its caption."""
    archive = zipfile.ZipFile(io.BytesIO(table_archive(snapshot)))
    listed = re.findall(r"(table-\S+\.csv): (.*) \(section", archive.read("README.txt").decode())
    read = {caption: archive.read(name).decode("utf-8-sig") for name, caption in listed}
    return {caption: list(csv.reader(io.StringIO(text))) for caption, text in read.items()}


def told_of(source):
    """The words that the author is told of: named, or on a line that is."""
    lines = LINE_END.split(source)
    told = [one for one in markdown.unprinted(source) if one.is_lost]
    return " ".join([*(one.says for one in told), *(lines[line - 1] for one in told for line in one.lines)])


def pdf_of(snapshot, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(render_pdf(snapshot))
    return file


def printed_in(file, order="-raw"):
    """The text of a PDF, without the spaces and line ends that break long words."""
    told = subprocess.run(["pdftotext", order, file, "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s", "", told.stdout)


def beyond_the_edge(file):
    """The words of a PDF that leave its pages."""
    told = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True).stdout
    beyond = []
    for page in told.split("<page ")[1:]:
        width = float(re.match(r'width="([\d.]+)"', page)[1])
        words = re.findall(r'xMin="(-?[\d.]+)".*xMax="(-?[\d.]+)".*>(.*)</word>', page)
        beyond += [word for left, right, word in words if float(left) < 0 or float(right) > width]
    return beyond


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(typed_texts())
@example(Typed("Table: w0011x\n|*w0009x*7000107|\n|---|", {"w0011x": [["w0009x7000107"]]}))
def test_every_word_is_on_the_page_or_told_and_every_cell_under_its_heading(typed):
    snapshot = edition_of(typed.source)
    page, told = words_of(render_html(snapshot)), told_of(typed.source)

    missing = {word for word in MARKER.findall(typed.source) if word not in page}
    assert {word for word in missing if word not in told} == set()
    tables = tables_of(snapshot)
    for caption, rows in typed.tables.items():
        assert [[NOTE.sub("", cell) for cell in row] for row in tables[caption]] == rows


# Tables that have once left the page: of many columns and no caption, deep in a list, of figures with words.
WIDE = [
    "|a|Example w0001x|7000027 w0003x|https://example.org/w0005x 7000067|w0007x[^a]|w0009x|w0011x 7000127|w0013x|\n"
    "|---|---|---|---|---|---|---|---|\n|w0015xand7000167|w0017x 7000187|w0019x|!7000207 (w0021x)|a|b|7000227|[^a]|"
    "\n\n[^a]: w0023x 7000247",
    "- a\n  - b\n    - c\n\n      |Safeguarding w0001x|Safeguardingpartnership 7000027|Safeguardingpartnership w0003x"
    "|Safeguarding\xa0partnership\xa07000047|\n      |---|---|---|---|\n      |w0005x|a|b|7000067|",
    f"|Who|How many|\n|---|--:|\n|w0001x|{'and so it went on, ' * 9}7000027|",
]
PDFS = max(settings.default.max_examples // 30, 1)


@settings(
    deadline=None,
    max_examples=PDFS,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(texts=st.lists(typed_texts(), min_size=25, max_size=25))
@example(texts=list(map(Typed, WIDE)))
def test_every_word_is_in_the_pdf_and_none_leaves_its_page(tmp_path_factory, texts):
    for number, typed in enumerate(texts):
        typed.source = MARKER.sub(lambda word, number=number: f"{word[0]}d{number}", typed.source)
    snapshot = edition_of(*(typed.source for typed in texts))
    file = pdf_of(snapshot, tmp_path_factory.mktemp("pdf"))

    found = printed_in(file) + addresses_of(print_edition(snapshot)[0])
    told = " ".join(told_of(typed.source) for typed in texts)
    words = {word for typed in texts for word in re.findall(r"[w7]\w{5,6}d\d+", typed.source)}
    assert {word for word in words if word not in found and word not in told} == set()
    assert beyond_the_edge(file) == []


CASES = {
    "an empty first heading": (
        "Table: Written close together\n\n||2018-19|2019-20|\n|---|---|---|\n|Neglect|31|42|\n|Physical abuse|7|9|",
        [["", "2018-19", "2019-20"], ["Neglect", "31", "42"], ["Physical abuse", "7", "9"]],
    ),
    "a stroke in a cell": (
        "Table: With a stroke\n\n| Who | How many |\n|---|---|\n| Police \\| Health | 12 |",
        [["Who", "How many"], ["Police | Health", "12"]],
    ),
    "bold, an address and a note in cells": (
        "Table: T\n\n|**Who**|How many|\n|---|--:|\n|[NSPCC](https://www.nspcc.org.uk)|12[^a]|\n\n[^a]: Counted twice.",
        [["Who", "How many"], ["NSPCC (https://www.nspcc.org.uk)", "12 [note 1]"]],
    ),
    "words right after it": ("Table: T\n|a|b|\n|-|-|\n|1|2|\nThese are words.", [["a", "b"], ["1", "2"]]),
    "no empty line before it": ("Words.\nTable: T\n|a|b|\n|-|-|\n|1|2|", [["a", "b"], ["1", "2"]]),
    "a short row": ("Table: T\n\n|a|b|\n|-|-|\n|1|", [["a", "b"], ["1", ""]]),
}


@pytest.mark.parametrize(("source", "rows"), CASES.values(), ids=CASES)
def test_a_table_is_the_same_in_its_file(source, rows):
    (table,) = tables_of(edition_of(source)).values()

    assert table == rows


def test_bold_letters_links_and_notes_of_cells_are_set_and_the_files_say_what_the_notes_say():
    source, _ = CASES["bold, an address and a note in cells"]
    page = render_html(edition_of(source))
    archive = zipfile.ZipFile(io.BytesIO(table_archive(edition_of(source))))

    assert "<strong>Who</strong>" in page
    assert '<a href="https://www.nspcc.org.uk">NSPCC</a>' in page
    assert "Counted twice." in page
    assert '<td class="edition-number">12<sup><a id="section-s-1-ref-1"' in page
    assert "note 1: Counted twice." in archive.read("README.txt").decode()


def test_notes_count_on_through_a_chapter_in_page_and_files():
    snapshot = edition_of("A.[^a]\n\n[^a]: One.", "Table: T\n\n|a[^b]|\n|-|\n|1|\n\n[^b]: Two.")
    snapshot["sections"][1]["level"] = 2

    assert tables_of(snapshot)["T"][0] == ["a [note 2]"]
    assert 'href="#section-s-1-note-2"' in render_html(snapshot)


def test_a_note_over_several_lines_is_whole():
    page = render_html(edition_of("Rose.[^1]\n\n[^1]: Counted on\n31 March\n\n    and again in May.\n\nAfter."))

    assert re.search(r"Counted on\s+31 March</p>\s*<p>and again in May", page)


def test_nothing_of_a_list_is_lost_however_deep_it_is():
    deep = "\n".join(f"{'  ' * level}- Level {level}." for level in range(60))
    page = render_html(edition_of(f"{deep}\n\nAfter the list."))

    assert all(f"Level {level}." in page for level in range(60))
    assert "<p>After the list.</p>" in page


def test_lists_have_the_numbers_that_were_typed(tmp_path):
    snapshot = edition_of("3. three\n5. five\n5. again\n\nand\n\n1. one\n1. two\n\nand\n\n2019. was a year")
    page = render_html(snapshot)

    assert '<ol start="3">\n<li>three</li>\n<li value="5">five</li>\n<li value="5">again</li>' in page
    assert "<li>one</li>\n<li>two</li>" in page
    assert {"3.three", "5.five", "5.again", "1.one", "2.two", "2019.was"} <= set(
        re.findall(r"\d+\.(?:three|five|again|one|two|was)", printed_in(pdf_of(snapshot, tmp_path), "-layout"))
    )


def typed_table(columns):
    heads = "".join(f"|Column {number}" for number in range(columns))
    return f"{heads}|\n{'|-' * columns}|\n{'|Safeguarding' * columns}|\n"


LONG = "Safeguarding" * 40
OFF_THE_PAGE = {
    "a tab": "\tThis paragraph begins with a tab as in a letter, " + "and is long " * 20 + "to its end.",
    "a long word": f"Word: {LONG}.",
    "a long word in a table": f"Table: T\n\n| a | {LONG} |\n|---|---|\n| {LONG} | 1 |",
    "a long word in a table of the text": f"| a | {LONG} |\n|---|---|\n| {LONG} | 1 |",
    "code": f"```\n{'and on ' * 40}{LONG}\n```",
    "a deep list": "\n".join(f"{'  ' * level}- Level {level}." for level in range(40)),
    "a deep quotation": "\n".join(f"{'> ' * level}Level {level}." for level in range(1, 40)),
    "many columns": "\n".join(
        f"{caption}{typed_table(columns)}" for columns in (12, 24) for caption in ("", "Table: T\n")
    ),
    "a heading, a quotation and a note": f"## {LONG}\n\n> {LONG}\n\n- {LONG}[^a]\n\n[^a]: {LONG}",
}


def test_nothing_leaves_the_page(tmp_path):
    snapshot = edition_of(*OFF_THE_PAGE.values())
    file = pdf_of(snapshot, tmp_path)
    found = printed_in(file)

    assert beyond_the_edge(file) == []
    assert found.count(LONG) == 10
    assert "toitsend." in found
    # A quotation in a quotation begins no page.
    with pikepdf.open(file) as opened:
        assert len(opened.pages) < 14


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\u2028", "\x85"])
def test_lines_end_as_they_do_anywhere(end):
    source = "Words.\n\nTable: T\n\n|a|b|\n|-|-|\n|1|2|\n\n- one\n- two".replace("\n", end)

    assert tables_of(edition_of(source)) == {"T": [["a", "b"], ["1", "2"]]}
    assert "<li>one</li>\n<li>two</li>" in render_html(edition_of(source))


def test_lines_of_a_paragraph_run_together_with_a_space_between_their_words(tmp_path):
    snapshot = edition_of("Rose by\n12\nand 34  \nfell.")

    assert re.search(r"Rose by\s12\sand 34<br\s?/?>\s?fell\.", render_html(snapshot))
    told = subprocess.run(["pdftotext", pdf_of(snapshot, tmp_path), "-"], capture_output=True, text=True, check=True)
    assert re.search(r"Rose by\s12\sand 34\sfell\.", told.stdout)


def test_an_edition_of_the_first_format_is_read_as_it_was():
    deep = "\n".join(f"{'  ' * level}- Level {level}." for level in range(30))
    prose = {"type": "prose", "markdown": f"Table: T\n\n|a|b|\n|-|-|\n|1|2|3|\n\n    code\n\n{deep}\n\nAfter."}
    snapshot = edition_of("")
    snapshot["sections"][0]["blocks"] = [prose]

    page = render_html({**snapshot, "format": 1})

    assert "<p>Table: T</p>" in page
    assert "<pre><code>code\n</code></pre>" in page
    assert "Level 10." not in page


def test_a_table_that_no_page_holds_is_printed_as_typed_and_takes_no_more_room():
    wide = "Table: W\n\n" + "|x" * 600 + "|\n" + "|-" * 600 + "|\n" + "|1|\n" * 500
    long = "Table: L\n\n|a|b|\n|-|-|\n" + "".join(f"|r{n}|\n" for n in range(1500))

    page = render_html(edition_of(wide, long))

    assert len(page) < 20 * len(wide + long)
    assert "|x" * 600 in page
    assert {f"r{number}" for number in range(1500)} <= set(re.findall(r"r\d+", page))
    told = " ".join(one.says for one in markdown.unprinted(f"{wide}\n\n{long}"))
    assert "The table has 600 columns; a page holds 24." in told
    assert "After 1,000 rows the table “L” ends" in told
