"""What somebody writes beside a figure or a name is plain text: page, editions and files show it as it was typed."""

import html
import re
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.editions import render_html, table_archive
from tests import factories
from tests.indicators.built import build, topic, value
from tests.reporting.test_written_texts import edition_of, pdf_of, printed_in

LINES = [
    "Rose by *a tenth*, see [the audit](https://example.org/audit).",
    "A second paragraph <b>stays</b> here[^1].",
    "| Police | 31 |",
    "|---|---|",
    "| Health | 42 | 53 |",
    "Table: not one",
    "[^1]: Counted twice.",
    "[Police]: 64",
]
TYPED = "\n\n".join(LINES[:2]) + "\n" + "\n".join(LINES[2:])


def said_of_an_indicator():
    value(34, 85, name="Children on a plan", commentary=TYPED)
    return "indicators", {"numbers": [8034]}, reverse("indicators:indicator", args=["darlington", 8034])


def said_of_a_part():
    value(35, 85, name="Placements", breakdown="Fostering", commentary=TYPED)
    return "indicator-breakdown", {"number": 8035}, reverse("indicators:indicator", args=["darlington", 8035])


def said_of_a_measure():
    topic("Audits", {"Completed": 14, "Planned": 16}, note=TYPED)
    return "measures", {"topics": ["Audits"]}, reverse("indicators:measure_topic", args=["darlington", "Audits"])


def said_of_a_group():
    group = factories.GroupFactory(name="Executive", purpose=TYPED)
    return "group-purposes", {}, reverse("partnership:group", args=["darlington", group.pk])


def said_of_money():
    factories.BudgetFactory(year="2019-20", opening_reserve=1, note=TYPED)
    return "budget", {}, reverse("partnership:budget_year", args=["darlington", "2019-20"])


RECORDS = [said_of_an_indicator, said_of_a_part, said_of_a_measure, said_of_a_group, said_of_money]


@pytest.fixture(params=RECORDS, ids=lambda record: record.__name__)
def recorded(request, darlington):
    """A snapshot of the section that shows such a text, and the address of the record's own page."""
    with partnership_scope(darlington):
        source, options, address = request.param()
        blocks = build(darlington, source, **options)
    snapshot = edition_of("")
    snapshot["sections"][0]["blocks"] = blocks
    return snapshot, address


def lines_of(page):
    """The lines of a page as it is read, each after a line break or a new paragraph."""
    words = re.sub(r"<(?!br|/?p\b|/?td\b|/?li\b|/?strong\b)[^>]*>", "", page)
    parts = re.split(r"<[^>]*>|\n", words)
    return [html.unescape(part).replace("’", "'").strip() for part in parts]


def test_every_line_of_it_is_on_the_page_in_the_editions_and_in_the_files(
    recorded, darlington, member, client_for, tmp_path
):
    snapshot, address = recorded
    page = client_for(member(darlington, Role.OFFICER)).get(address).content.decode()
    archive = zipfile.ZipFile(BytesIO(table_archive(snapshot)))
    files = " ".join(archive.read(name).decode() for name in archive.namelist())

    for shown in (lines_of(page), lines_of(render_html(snapshot))):
        assert [line for line in LINES if not any(found.endswith(line) for found in shown)] == []
    printed = printed_in(pdf_of(snapshot, tmp_path))
    assert [line for line in LINES if re.sub(r"\s", "", line) not in printed] == []
    assert [line for line in LINES if line not in files] == []


def test_what_is_said_of_two_figures_stays_apart(in_darlington):
    for number in (36, 37):
        value(number, 85, name=f"Indicator {number}", commentary=f"See[^1].\n\n[^1]: Note of {number}.")
    blocks = build(in_darlington, "indicators", numbers=[8036, 8037])
    snapshot = edition_of("")
    snapshot["sections"][0]["blocks"] = blocks

    shown = lines_of(render_html(snapshot))
    assert {"[^1]: Note of 36.", "[^1]: Note of 37."} <= set(shown)
    assert 'role="doc-noteref"' not in render_html(snapshot)


def test_one_saying_of_an_indicator_in_two_units_is_printed_once(in_darlington):
    for unit in ("n", "%"):
        value(38, 5, unit=unit, name="Plans", commentary="Both say this.")

    blocks = build(in_darlington, "indicators", numbers=[8038])

    assert [block["says"] for block in blocks if block["type"] == "remark"] == ["Both say this."]
