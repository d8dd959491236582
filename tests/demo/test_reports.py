"""The demo's two reports: their texts exist and their live sections name figures that stand in the records."""

import re

import pytest

from tests.demo import records

SOURCES = {
    "key-figures", "structure", "group-purposes", "agencies", "statutory-partners", "delegation", "staffing",
    "contacts", "contributions", "budget", "indicators", "indicator-breakdown", "measures",
}  # fmt: skip
NAMED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|Professor) [A-Z][a-z]+")

every_report = pytest.mark.parametrize("slug", records.reporting_slugs())


def live(slug, source):
    return [s.get("options", {}) for s in records.report(slug)["section"] if s.get("source") == source]


def texts(slug):
    folder = records.DEMO / slug / "report"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}


def has_indicator(slug, wanted):
    return any(
        str(wanted["indicator"]) == row["Indicator"]
        and wanted["unit"] == row["Unit"]
        and wanted["period"] == row["Period"]
        and wanted.get("breakdown", "") == row["Breakdown"]
        for row in records.rows(slug, "indicators")
    )


def has_measure(slug, wanted):
    return any(
        (wanted["measure"], wanted["category"], wanted["period"]) == (row["Topic"], row["Category"], row["Period"])
        for row in records.rows(slug, "measures")
    )


@every_report
def test_sections_are_in_order_and_every_text_is_used(slug):
    sections = records.report(slug)["section"]
    assert sections[0]["level"] == 1
    assert {section["level"] for section in sections} == {1, 2}
    assert len({section["key"] for section in sections}) == len(sections)
    used = [section["text"] for section in sections]
    assert sorted(used) == sorted(texts(slug))
    assert all(text.strip() for text in texts(slug).values())


@every_report
def test_live_sections_name_a_source_and_narrative_ones_none(slug):
    for section in records.report(slug)["section"]:
        assert section["kind"] in {"narrative", "live"}
        assert (section.get("source") in SOURCES) == (section["kind"] == "live"), section["key"]


@every_report
def test_key_figures_exist(slug):
    for options in live(slug, "key-figures"):
        for item in options["items"]:
            found = has_indicator(slug, item) if "indicator" in item else has_measure(slug, item)
            assert found, item


@every_report
def test_indicators_exist(slug):
    for options in live(slug, "indicators"):
        for number in options["numbers"]:
            assert any(
                (row["Indicator"], row["Period"], row["Breakdown"]) == (str(number), options["period"], "")
                for row in records.rows(slug, "indicators")
            ), (number, options)


@every_report
def test_breakdowns_exist(slug):
    for options in live(slug, "indicator-breakdown"):
        wanted = (str(options["number"]), options["period"], options["unit"])
        rows = [
            row
            for row in records.rows(slug, "indicators")
            if (row["Indicator"], row["Period"], row["Unit"]) == wanted and row["Breakdown"]
        ]
        assert len(rows) > 1, options


@every_report
def test_measures_exist_in_the_year(slug):
    year = records.report(slug)["year"]
    known = {row["Topic"] for row in records.rows(slug, "measures") if row["Period"] == year}
    for options in live(slug, "measures"):
        assert set(options["topics"]) <= known, options


@every_report
@pytest.mark.parametrize("source", ["indicators", "measures"])
def test_tables_of_figures_have_a_caption_of_their_own(slug, source):
    """The names of indicators and topics, strung together, are no title."""
    captions = [options.get("caption") for options in live(slug, source)]
    assert all(captions)
    assert len(set(captions)) == len(captions)


@every_report
def test_groups_and_years_exist(slug):
    for options in live(slug, "group-purposes"):
        with_purpose = {row["Group"] for row in records.rows(slug, "groups") if row["Purpose"]}
        assert set(options.get("groups", [])) <= with_purpose
    for options in live(slug, "contributions"):
        assert set(options["years"]) <= records.names(slug, "contributions", "Year")


@every_report
def test_covers_are_codes_of_the_checklist(slug):
    for section in records.report(slug)["section"]:
        assert set(section.get("covers", [])) <= records.checklist_codes()


@every_report
def test_texts_have_no_headings_html_or_loose_notes(slug):
    for name, text in texts(slug).items():
        assert not re.search(r"^#", text, re.MULTILINE), name
        assert "<" not in text, name
        noted = re.findall(r"^\[\^(\w+)\]:", text, re.MULTILINE)
        called = re.findall(r"\[\^(\w+)\](?!:)", text)
        assert sorted(noted) == sorted(set(called)), name


@every_report
def test_nobody_is_named(slug):
    for name, text in texts(slug).items():
        assert not NAMED.search(text), name
