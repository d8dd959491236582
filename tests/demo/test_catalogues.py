"""The shipped catalogues: complete, in words, and in step with one another."""

import pytest

from indicators.models import Indicator
from reporting.catalogue import checklist, templates
from tests.demo import records

HEADINGS = (
    "Number,Name,Units,Numerator,Denominator,Cohort rule,Frequency,Source agency,Comparators,Good direction,Source,"
    "Definition note,Categories,Categories are"
).split(",")
LONGEST = {"Name": 200, "Units": 100, "Cohort rule": 60, "Frequency": 60, "Source agency": 200, "Comparators": 200}
UNEXPLAINED = {"CLA", "CIN", "CPP", "ICPC", "MASH", "MARAC", "NRM", "NEET", "EHE", "SDQ", "CAMHS", "MSP", "DNA", "wd"}

every_template = pytest.mark.parametrize("template", templates(), ids=lambda template: template["code"])


def indicators():
    return list(records.catalogue().values())


def test_104_indicators_in_order():
    assert [row["Number"] for row in indicators()] == [str(number) for number in range(1, 105)]
    assert list(indicators()[0]) == HEADINGS
    assert len({row["Name"] for row in indicators()}) == 104


def test_indicators_say_all_that_a_reader_needs():
    for row in indicators():
        assert all(row[name] for name in ("Name", "Units", "Numerator", "Source agency", "Comparators", "Source"))
        assert row["Good direction"] in {"Up", "Down", "Neutral"}
        assert row["Cohort rule"] in {"Event in the period", "Snapshot at the end of the period"}
        assert row["Frequency"] in {"Quarterly", "Yearly", "Once each audit cycle"}
        assert all(len(row[name]) <= longest for name, longest in LONGEST.items())


def test_indicators_say_what_their_categories_are():
    for row in indicators():
        assert row["Categories are"] in {"", *Indicator.Categories.labels}
        assert row["Categories"] or not row["Categories are"]
        if "more than 100" in row["Definition note"]:
            assert row["Categories are"] == "Overlapping", row["Name"]
        if "add up to 100 " in row["Definition note"] or "parts add up" in row["Definition note"]:
            assert row["Categories are"] == "The whole", row["Name"]


def test_shares_and_rates_have_a_denominator():
    for row in indicators():
        if set(row["Units"].split("; ")) & {"%", "r1k", "r10k", "r100k", "per 100"}:
            assert row["Denominator"], row["Name"]


def test_indicators_are_in_words():
    for row in indicators():
        words = " ".join(row[name] for name in HEADINGS if name != "Units").replace("(", " ").replace(";", " ").split()
        assert not UNEXPLAINED & set(words), row["Name"]


def test_the_checklist_is_that_of_the_guidance():
    codes = [item["Code"] for item in checklist()]
    assert len(codes) == len(set(codes))
    assert {"A9i", "A9ii", "A10a", "A10b", "A10c", "A10d", "A12", *(f"A11{letter}" for letter in "abcdefghijk")} | {
        f"D12{letter}" for letter in "abcdefg"
    } == set(codes)
    assert {item["Status"] for item in checklist()} == {"V", "K"}


def test_no_paragraph_is_cited_that_could_not_be_read_again():
    for item in checklist():
        assert "paragraph" not in item["Source"] or item["Status"] == "V"


def test_there_is_a_template_for_each_edition_and_kind():
    assert [template["code"] for template in templates()] == [
        "working-together-2018",
        "working-together-2023",
        "working-together-2026",
        "adults",
        "children-and-adults-2018",
        "children-and-adults-2023",
        "children-and-adults-2026",
    ]


@every_template
def test_a_template_covers_all_that_applies_to_it(template):
    kinds = set(template["applies_to"].split("-and-"))
    wanted = {
        item["Code"]
        for item in checklist()
        if template["edition"] in item["Editions"].split(";") and item["Applies to"] in kinds
    }
    assert wanted
    assert wanted <= {code for section in template["sections"] for code in section["covers"]}


@every_template
def test_sections_of_a_template_can_be_used(template):
    keys = [section["key"] for section in template["sections"]]
    assert len(keys) == len(set(keys))
    assert template["sections"][0]["level"] == 1
    for section in template["sections"]:
        assert section["title"]
        assert section["guidance"].endswith(".")
        assert bool(section["source"]) == (section["kind"] == "live")


def test_live_sections_ask_for_indicators_of_the_catalogue():
    for template in templates():
        for section in template["sections"]:
            numbers = [*section["options"].get("numbers", []), *filter(None, [section["options"].get("number")])]
            assert {str(number) for number in numbers} <= set(records.catalogue())
