"""The next step is what this person can really do next, in the order of the work."""

import pytest
from django.utils import timezone

from accounts.permissions import Member
from accounts.roles import Role
from core.formatting import sentences
from reporting.models import Section
from reporting.next_steps import next_step
from reporting.outlines import outline_of
from reporting.readiness import readiness_of
from reporting.services import reports, sections, signing, taking_down
from reporting.since_compiled import since_compiled
from reporting.snapshots import build, canonical
from tests.factories import AgencyFactory, UserFactory
from tests.factories.reporting import EditionFactory, PublishedEditionFactory
from tests.reporting.asking import as_member, ask, section
from tests.reporting.test_editions_services import Held

LACKING = [{"key": "people", "number": "2", "title": "People", "reason": "Nobody has written this section yet."}]


@pytest.fixture
def whose(people):
    """`whose[role]` is the member."""
    return {role: as_member(user, role) for role, user in people.items()}


@pytest.fixture
def step(report):
    """`step(member, edition)`: the next one as the records stand."""

    def ask_for(member, edition=None):
        rows = outline_of(report, member, readiness_of(report).lacking)
        kept = [row for row in rows if not row.section.left_out_reason]
        return next_step(report, edition, member, kept, [], since_compiled(edition, member))

    return ask_for


def finish(key, text="Words."):
    sections.write(section=section(key), text=text, version=section(key).version, by=None)
    sections.accept(section=section(key), by=None)


def finished():
    for key in ("foreword", "people"):
        finish(key)
    AgencyFactory(name="Police", kind="statutory", starts_on="2010-01-01")


def test_an_author_writes_what_they_were_asked_for(whose, step, people):
    ask("people", people[Role.CONTRIBUTOR], 5)

    found = step(whose[Role.CONTRIBUTOR])

    assert (found.title, found.action) == ("Write “People”", "Write it")
    assert found.url.endswith("/sections/people/")


def test_an_author_changes_what_was_returned(whose, step, people):
    author = people[Role.CONTRIBUTOR]
    ask("people", author, 5)
    sections.submit(section=sections.write(section=section("people"), text="Words.", version=1, by=author), by=author)
    sections.send_back(section=section("people"), reason="Say more.", by=None)

    found = step(whose[Role.CONTRIBUTOR])

    assert (found.title, found.action) == ("Change “People”", "Change it")


def test_the_unit_goes_from_finding_authors_to_compiling(report, whose, step, people):
    officer, author = whose[Role.OFFICER], people[Role.CONTRIBUTOR]
    assert step(officer).title == "Ask somebody to write “Foreword”"
    assert step(officer).url.endswith("/sections/foreword/author/")
    assert "1 other section waits" in step(officer).text

    finish("foreword")
    ask("people", author, 5)
    assert step(officer).title == "Complete “Agencies”"
    assert "No agency is recorded" in step(officer).text

    AgencyFactory(kind="statutory", starts_on="2010-01-01")
    waits = step(officer)
    assert (waits.title, waits.action) == ("Wait for 1 section", "")
    assert author.name in waits.text

    sections.write(section=section("people"), text="Words.", version=1, by=author)
    sections.submit(section=section("people"), by=author)
    assert step(officer).title == "Read and accept “People”"

    sections.accept(section=section("people"), by=None)
    assert (step(officer).title, step(officer).posts) == ("Compile the report", True)


def test_what_was_handed_in_comes_before_what_nobody_has_begun(whose, step, people):
    ask("people", people[Role.CONTRIBUTOR], 5)
    sections.write(section=section("people"), text="Words.", version=1, by=None)
    sections.submit(section=section("people"), by=None)

    assert step(whose[Role.OFFICER]).title == "Read and accept “People”"


def test_what_the_unit_has_begun_itself_is_to_be_accepted(whose, step):
    sections.write(section=section("foreword"), text="Words.", version=1, by=None)

    assert step(whose[Role.OFFICER]).title == "Finish and accept “Foreword”"


def test_whoever_cannot_change_the_report_is_told_how_far_it_is(report, step):
    partner = Member(UserFactory(), [Held(AgencyFactory(kind="statutory", starts_on="2010-01-01"))])

    assert step(partner).text == "1 of 3 sections are ready."
    assert not step(partner).action


def test_a_draft_is_compiled_again_once_nothing_lacks(report, whose, step):
    draft = EditionFactory(report=report, lacking=LACKING)
    assert step(whose[Role.OFFICER], draft).title == "Ask somebody to write “Foreword”"

    finished()

    found = step(whose[Role.OFFICER], draft)
    assert (found.title, found.posts) == ("Compile the report", True)
    assert "Edition 1 is a draft" in found.text


def test_an_edition_is_offered_signed_and_published_by_whoever_can(report, whose, step):
    finished()
    police = AgencyFactory._meta.model.objects.get(name="Police")
    partner = Member(UserFactory(), [Held(police)])
    edition = EditionFactory(report=report, snapshot=canonical(build(report)))

    assert step(whose[Role.OFFICER], edition).action == "Offer it for signing"
    assert step(partner, edition).action == "Read edition 1"
    edition = signing.offer(edition=edition, by=None)
    assert step(partner, edition).action == "Sign for Police"
    assert "Police" in step(whose[Role.OFFICER], edition).text
    signing.decline(edition=edition, reason="Not our figures.", member=partner)
    assert "Police declined to sign it" in step(whose[Role.OFFICER], edition).text
    assert step(whose[Role.OFFICER], edition).title == (
        "Police declined to sign edition 1: mend and compile again, or drop it"
    )
    assert step(partner, edition).title == "Police declined to sign edition 1"
    assert "The business unit mends the report" in step(partner, edition).text
    assert step(partner, edition).action == "Read edition 1"
    delegate = Member(UserFactory(), [Held(police)])
    assert step(delegate, edition).title == "Police declined to sign edition 1: you can still sign it"
    assert step(delegate, edition).action == "Sign for Police"
    edition.state = "signed"
    assert step(whose[Role.MANAGER], edition).action == "Publish"
    assert step(whose[Role.OFFICER], edition).action == "Read edition 1"


def test_what_is_signed_goes_on_whatever_is_written_meanwhile(report, whose, step):
    finished()
    edition = EditionFactory(report=report, state="signed")
    Section.objects.filter(key="people").update(state=Section.State.WRITING)

    assert step(whose[Role.MANAGER], edition).action == "Publish"


def test_a_report_that_is_to_come_down_is_decided_first_and_then_mended(report, whose, step, people):
    finished()
    edition = EditionFactory(report=report, state="published", signed_at="2020-09-01T00:00Z")
    words = {"reason": "A name.", "replacement": "It is being corrected."}
    taking = taking_down.ask(published=PublishedEditionFactory(), by=people[Role.OFFICER], **words)

    found = step(whose[Role.MANAGER], edition)
    assert (found.title, found.action) == ("Decide whether the report is taken down", "Decide")
    assert found.url.endswith("/editions/1/take-down/decide/")
    assert step(whose[Role.OFFICER], edition).action == "Take it back"
    assert not step(whose[Role.LAY_MEMBER], edition).action

    taking_down.confirm(taking=taking, by=people[Role.MANAGER])
    today = sentences.day(timezone.localdate())
    says = f"The report was taken down on {today}: mend what is wrong in it before it is compiled again."
    found = step(whose[Role.OFFICER])
    assert (found.title, found.still_open) == ("Compile the report", [says])
    says = f"The report was taken down on {today}: make sure that edition 2 does not say again what was wrong in it."
    newer = EditionFactory(report=report, number=2, state="signed", offered_at=timezone.now(), signed_at=timezone.now())
    for role in (Role.MANAGER, Role.OFFICER):
        assert says in step(whose[role], newer).still_open


def test_what_is_left_out_asks_for_nothing(report, whose, step):
    for one in Section.objects.exclude(key="agencies"):
        reports.leave_out(section=one, reason="None this year", by=None)
    AgencyFactory(kind="statutory", starts_on="2010-01-01")

    assert step(whose[Role.OFFICER]).title == "Compile the report"
