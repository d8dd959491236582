"""An author is told what will not be printed: in the preview, after a save, and before a section is handed in."""

import re

from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting import snapshots
from reporting.models import Section
from reporting.services import sections
from tests.factories import AgencyFactory
from tests.reporting.asking import ask, section

ADDRESS = reverse("reporting:section", args=["darlington", "2019-20", "foreword"])
LOSING = "Table: Audits\n\n|a|b|\n|-|-|\n|1|2|3|\n\nFamilies 👪 first and 漢.\n\n[^1]: Nobody points here."
HEADING = "Not all of this section will come out as you may expect"


def told(answer):
    page = answer.content.decode()
    return re.findall(r"<li>(Line[^<]*)</li>", page[page.index(HEADING) :]) if HEADING in page else []


def state_of(darlington):
    with partnership_scope(darlington):
        return Section.objects.get(key="foreword").state


def test_a_preview_tells_all_of_it_with_its_place_and_saves_nothing(officer, started, darlington):
    found = told(officer.post(ADDRESS, {"text": LOSING, "version": 1, "preview": "yes"}))

    assert [re.match(r"Lines? \d+", one)[0] for one in found] == ["Line 5", "Line 7", "Line 9"]
    assert "“3” is not printed" in found[0]
    assert "cjk" in found[1]
    assert "(family) are not in the report’s typeface. Write them in words" in found[1]
    assert state_of(darlington) == "not_started"


def test_a_save_keeps_the_text_and_tells_and_nothing_is_told_of_a_text_that_is_printed(officer, started, darlington):
    assert len(told(officer.post(ADDRESS, {"text": LOSING, "version": 1}, follow=True))) == 3
    with partnership_scope(darlington):
        assert Section.objects.get(key="foreword").text.replace("\r\n", "\n") == LOSING

    assert told(officer.post(ADDRESS, {"text": "Words.", "version": 2}, follow=True)) == []


def test_a_table_without_a_caption_is_told_of_with_what_to_write(officer, started, darlington):
    typed = "Words.\n\n|a|b|\n|-|-|\n|1|2|\n\n- In a list\n\n  |c|d|\n  |-|-|\n  |3|4|"
    found = told(officer.post(ADDRESS, {"text": typed, "version": 1, "preview": "yes"}))

    assert [re.match(r"Line \d+", one)[0] for one in found] == ["Line 3", "Line 9"]
    assert all("Write “Table: what it shows” on the line above it" in one for one in found)
    assert found[1].endswith("both outside of the list or quotation.")


def test_a_typed_number_of_a_table_is_told_of_and_a_caption_that_is_none(officer, started, darlington):
    typed = "**Table 3: Audits**\n\n|a|b|\n|-|-|\n|1|2|\n\nTable 4: Visits\n\nThe whole\ntable: it is long."
    found = told(officer.post(ADDRESS, {"text": typed, "version": 1, "preview": "yes"}))

    assert [re.match(r"Line \d+", one)[0] for one in found] == ["Line 1", "Line 7"]
    assert "The number of the table, “3”, is not printed" in found[0]
    assert "“Table 4: Visits” is not followed by a table" in found[1]


def test_it_is_handed_in_only_when_the_author_has_seen_it_and_says_so(officer, started, darlington):
    answer = officer.post(ADDRESS, {"text": LOSING, "version": 1, "submit": "yes"}, follow=True)

    assert "is not submitted yet" in answer.content.decode()
    assert state_of(darlington) == "writing"
    officer.post(f"{ADDRESS}submit/")
    assert state_of(darlington) == "submitted"


def test_a_text_that_is_printed_is_handed_in_at_once(officer, started, darlington):
    officer.post(ADDRESS, {"text": "Words.", "version": 1, "submit": "yes"})

    assert state_of(darlington) == "submitted"


def test_a_name_from_the_records_is_told_of_in_its_section_and_in_the_list_of_what_is_lacking(
    officer, started, darlington
):
    with partnership_scope(darlington):
        AgencyFactory(name="Trust 漢 and 字", kind="statutory")
        told_of = {section.key: reason for section, reason in snapshots.problems(started)}

    page = officer.get(reverse("reporting:section", args=["darlington", "2019-20", "agencies"])).content.decode()

    assert "“字” (cjk unified ideograph-5b57) and “漢” (cjk unified ideograph-6f22); write it in words." in page
    assert "“字” (cjk unified ideograph-5b57)" in told_of["agencies"]


def test_a_title_and_a_caption_that_cannot_be_printed_are_asked_for_again(officer, started):
    address = reverse("reporting:section_add", args=["darlington", "2019-20"])

    page = officer.post(address, {"title": "Families 👪", "level": "1"}).content.decode()

    assert "The report’s typeface has no “👪” (family). Write it in words." in page


def row(columns, cell):
    return f"|{'|'.join([cell] * columns)}|"


def test_a_table_that_a_page_has_no_room_for_is_told_of_and_one_it_holds_is_not(officer, started, darlington):
    """Its figures are broken over lines, and 1,234,567 reads as three."""
    wide, fits = (f"{row(n, 'Safe')}\n{row(n, '--:')}\n{row(n, '1,234,567')}" for n in (20, 8))
    typed = f"Table: Too wide\n\n{wide}\n\nTable: Fits\n\n{fits}\n\n{wide}"
    page = officer.post(ADDRESS, {"text": typed, "version": 1, "preview": "yes"}).content.decode()

    assert "<li>The table “Too wide” has more columns than a page has room for" in page
    assert "<li>A table without a caption has more columns than a page has room for" in page
    assert "“Fits” has more columns" not in page


def test_a_table_without_room_is_told_of_before_a_section_is_handed_in(officer, started, darlington):
    wide = f"{row(20, 'Safe')}\n{row(20, '--:')}\n{row(20, '1,234,567')}"
    sent = {"text": f"Table: Too wide\n\n{wide}", "version": 1, "submit": "yes"}
    page = officer.post(ADDRESS, sent, follow=True).content.decode()

    assert "is not submitted yet" in page
    assert "<li>The table “Too wide” has more columns than a page has room for" in page
    assert state_of(darlington) == "writing"


def test_a_name_from_the_records_is_told_of_before_a_section_is_handed_in(darlington, started, people, client_for):
    where = reverse("reporting:section", args=["darlington", "2019-20", "agencies"])
    with partnership_scope(darlington):
        AgencyFactory(name="Trust 漢", kind="statutory")
        ask("agencies", people[Role.CONTRIBUTOR], 5)
    author = client_for(people[Role.CONTRIBUTOR])

    page = author.post(where, {"text": "", "version": 1, "submit": "yes"}, follow=True).content.decode()

    assert "is not submitted yet" in page
    assert "Submit as it was saved" in page
    author.post(f"{where}submit/")
    with partnership_scope(darlington):
        assert Section.objects.get(key="agencies").state == "submitted"


def test_what_was_returned_can_be_handed_in_again_as_it_was_saved(darlington, started, people, client_for):
    author = people[Role.CONTRIBUTOR]
    with partnership_scope(darlington):
        ask("foreword", author, 5)
        sections.write(section=section("foreword"), text="Words.", version=1, by=author)
        sections.submit(section=section("foreword"), by=author)
        sections.send_back(section=section("foreword"), reason="Say more.", by=None)

    page = client_for(author).post(ADDRESS, {"text": LOSING, "version": 2, "submit": "yes"}, follow=True)

    assert "is not submitted yet" in page.content.decode()
    assert "Submit as it was saved" in page.content.decode()
    client_for(author).post(f"{ADDRESS}submit/")
    assert state_of(darlington) == "submitted"
