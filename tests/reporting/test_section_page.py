"""A section's page: what it tells of formatting, and what it does not offer."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.reports import markdown
from reporting.models import Section
from reporting.services import sections
from tests.reporting.asking import section

ADDRESS = reverse("reporting:section", args=["darlington", "2019-20", "foreword"])


def test_what_is_told_of_formatting_is_so(officer, started, darlington):
    """Each sample of the help is typed as it stands there, and becomes what the help calls it."""
    page = officer.get(ADDRESS).content.decode()
    told = page[page.index("How to format the text") : page.index("</details>")]
    values = re.findall(r'summary-list__value">(?=<p|<code)(.*?)</dd>', told)
    samples = [re.sub(r"<.*?>", "", value.replace("<br>", "\n").replace("</p>", "\n\n")) for value in values]
    html = markdown.render("\n\n".join(samples), prefix="help").html

    for tag in (
        "<h2>What changed",
        "<strong>312",
        "<em>Working",
        "<ul>",
        "<ol>",
        '<a href="https://www.nspcc',
        "<table>",
    ):
        assert tag in html
    assert 'role="doc-noteref"' in html
    assert "Table: Courses held" in told


def test_what_nobody_was_asked_to_write_is_not_returned_to_anybody(officer, started, darlington):
    with partnership_scope(darlington):
        written = sections.write(section=section("foreword"), text="Words.", version=1, by=None)
        sections.accept(section=written, by=None)

    assert "Return it to the author" not in officer.get(ADDRESS).content.decode()
    answer = officer.post(f"{ADDRESS}return/", {"reason": "Say more."}, follow=True)
    assert "there is nobody to return it to" in answer.content.decode()
    with partnership_scope(darlington):
        assert Section.objects.get(key="foreword").state == "accepted"


@pytest.fixture
def author(darlington, started, member, client_for):
    """Who was asked for the section, has written it and handed it in."""
    user = member(darlington, Role.CONTRIBUTOR)
    with partnership_scope(darlington):
        sections.assign(section=section("foreword"), author=user, due_on=None, by=None)
        sections.submit(section=sections.write(section=section("foreword"), text="Words.", version=1, by=user), by=user)
    return client_for(user)


def stands(darlington):
    with partnership_scope(darlington):
        found = section("foreword")
        return found.state, found.text


def accept(officer):
    seen = re.search(r'name="seen" value="([^"]+)"', officer.get(ADDRESS).content.decode()).group(1)
    return officer.post(f"{ADDRESS}accept/", {"seen": seen}, follow=True).content.decode()


def test_what_its_author_has_submitted_can_be_read_and_withdrawn(author, darlington):
    page = author.get(ADDRESS).content.decode()

    assert "This section is submitted and the business unit reads it." in page
    assert "They may change it themselves before they accept it." in page
    assert "<textarea" not in page
    assert "<p>Words.</p>" in page
    opened = author.post(f"{ADDRESS}withdraw/", follow=True).content.decode()
    assert "is open to be changed. It is now “Writing”." in opened
    assert "<textarea" in opened
    assert stands(darlington) == ("writing", "Words.")


def test_a_tab_that_was_open_before_it_was_submitted_loses_nothing_and_changes_nothing(author, darlington):
    typed = {"text": "More words.", "version": "2"}

    page = author.post(ADDRESS, typed).content.decode()

    assert "is submitted, so your change is not saved" in page
    assert "More words.</textarea>" in page.replace("\r\n", "").replace("\n", "")
    assert stands(darlington) == ("submitted", "Words.")
    author.post(ADDRESS, typed | {"open": "yes"})
    assert stands(darlington) == ("writing", "More words.")


def test_an_author_does_not_take_an_acceptance_back(author, officer, darlington):
    with partnership_scope(darlington):
        seen = section("foreword").standing
    officer.post(f"{ADDRESS}accept/", {"seen": seen})

    assert "ask them to return it to you" in author.get(ADDRESS).content.decode()
    assert author.post(f"{ADDRESS}withdraw/").status_code == 403
    assert author.post(ADDRESS, {"text": "More", "version": "2", "open": "yes"}).status_code == 403
    assert stands(darlington) == ("accepted", "Words.")


def test_the_business_unit_changes_what_was_submitted_and_it_stays_so(author, officer, darlington):
    assert "What you change stays submitted" in officer.get(ADDRESS).content.decode()

    officer.post(ADDRESS, {"text": "Better words.", "version": "2"})

    assert stands(darlington) == ("submitted", "Better words.")


def test_the_business_unit_takes_an_acceptance_back_before_it_changes_the_text(author, officer, darlington):
    accept(officer)
    page = officer.get(ADDRESS).content.decode()
    assert "Take the acceptance back and change" in page
    assert "<textarea" not in page

    assert "It is now “Submitted”" in officer.post(f"{ADDRESS}withdraw/", follow=True).content.decode()
    assert stands(darlington) == ("submitted", "Words.")


def test_a_text_that_changed_since_it_was_read_is_not_accepted(author, officer, darlington):
    seen = re.search(r'name="seen" value="([^"]+)"', officer.get(ADDRESS).content.decode()).group(1)
    author.post(f"{ADDRESS}withdraw/")

    page = officer.post(f"{ADDRESS}accept/", {"seen": seen}, follow=True).content.decode()

    assert "has changed since you opened it" in page
    assert stands(darlington)[0] == "writing"


def test_the_first_words_say_that_it_is_being_written_now(officer, started):
    page = officer.post(ADDRESS, {"text": "Words.", "version": "1"}, follow=True).content.decode()

    assert "is saved. It is now “Writing”." in page


def test_a_text_that_was_saved_while_one_looked_at_another_is_not_accepted(author, officer, darlington):
    """A preview shows what the officer typed; the author has saved other words since the page was opened."""
    author.post(ADDRESS, {"text": "Later words.", "version": "2", "open": "yes"})
    author.post(f"{ADDRESS}submit/")
    previewed = officer.post(ADDRESS, {"text": "Words.", "version": "2", "preview": "yes"}).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', previewed).group(1)

    officer.post(f"{ADDRESS}accept/", {"seen": seen})

    assert stands(darlington) == ("submitted", "Later words.")


def keep(client, **typed):
    client.post("/darlington/drafts/", {"draft_of": ADDRESS, **typed})


def test_who_typed_before_it_was_saved_reads_the_saved_text_and_accepts_that(author, officer, darlington):
    keep(officer, text="Old words of the officer.", version="1")

    page = officer.get(ADDRESS).content.decode()

    assert "Somebody saved this section after you typed" in page
    assert "Old words of the officer.</textarea>" in page.replace("\r\n", "").replace("\n", "")
    assert "Old words of the officer." not in page.split('id="preview"')[1]
    assert "<p>Words.</p>" in page.split('id="preview"')[1]
    assert re.search(r'name="version" value="2"', page)
    assert "is accepted" in accept(officer)
    assert stands(darlington) == ("accepted", "Words.")


def test_what_one_typed_lately_stands_beside_what_is_saved(author, officer):
    keep(officer, text="Better words.", version="2")

    page = officer.get(ADDRESS).content.decode()

    assert "Somebody saved this section" not in page
    assert "<p>Words.</p>" in page.split("How the saved text will look")[1]


def test_what_was_typed_into_a_section_that_is_accepted_by_now_is_shown(author, officer):
    keep(officer, text="Better words.", version="2")
    accept(officer)

    page = officer.get(ADDRESS).content.decode()

    assert "Better words.</textarea>" in page.replace("\r\n", "").replace("\n", "")
    assert "Take the acceptance back and save this" in page


def test_an_acceptance_that_says_nothing_of_what_was_read_is_none(author, officer, darlington):
    assert "has changed since you opened it" in officer.post(f"{ADDRESS}accept/", follow=True).content.decode()
    assert stands(darlington)[0] == "submitted"


def test_who_accepts_what_its_author_has_not_submitted_is_told(author, officer, darlington):
    says = "has not submitted this section, and may still be writing"
    assert says not in officer.get(ADDRESS).content.decode()

    author.post(f"{ADDRESS}withdraw/")

    assert says in officer.get(ADDRESS).content.decode()


def test_a_save_that_is_stale_leaves_it_submitted(author, officer, darlington):
    """To open it and to save are one: where nothing is saved, nothing is opened."""
    officer.post(ADDRESS, {"text": "Better words.", "version": "2"})

    page = author.post(ADDRESS, {"text": "More words.", "version": "2", "open": "yes"}).content.decode()

    assert "Somebody else saved this section while you were writing" in page
    assert "More words.</textarea>" in page.replace("\r\n", "").replace("\n", "")
    assert stands(darlington) == ("submitted", "Better words.")


def test_a_save_that_is_stale_leaves_it_accepted(author, officer, darlington):
    officer.post(ADDRESS, {"text": "Better words.", "version": "2"})
    accept(officer)

    officer.post(ADDRESS, {"text": "Other words.", "version": "2", "open": "yes"})
    assert stands(darlington) == ("accepted", "Better words.")

    officer.post(ADDRESS, {"text": "Other words.", "version": "3", "open": "yes"})
    assert stands(darlington) == ("submitted", "Other words.")


def test_why_a_section_is_returned_is_not_lost_where_it_was_withdrawn_meanwhile(author, officer, darlington):
    author.post(f"{ADDRESS}withdraw/")

    page = officer.post(f"{ADDRESS}return/", {"reason": "Say what changed."}).content.decode()

    assert "There is a problem" in page
    assert "Say what changed.</textarea>" in page.replace("\r\n", "").replace("\n", "")
    assert stands(darlington)[0] == "writing"


def test_a_section_that_is_returned_twice_with_one_reason_is_returned_once(author, officer, darlington):
    for _ in range(2):
        answer = officer.post(f"{ADDRESS}return/", {"reason": "Say what changed."}, follow=True)
        assert "is returned." in answer.content.decode()


def test_the_lines_of_why_a_section_is_returned_are_kept(author, officer):
    officer.post(f"{ADDRESS}return/", {"reason": "Say what <changed>.\nSay when."})

    assert "Returned: Say what &lt;changed&gt;.<br>Say when." in author.get(ADDRESS).content.decode()


def test_a_text_with_more_signs_than_can_be_set_is_shown_again_with_the_reason(officer, started):
    typed = {"text": '"' * 100_000, "version": 1, "preview": "yes"}
    page = officer.post(ADDRESS, typed).content.decode()

    assert "The text has 100,000 quotation marks and square brackets. At most 10,000 can be set." in page
    assert "&quot;" * 100_000 in page
