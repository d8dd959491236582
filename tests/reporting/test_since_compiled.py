"""Before an edition is offered, signed or published, its pages say what in it nobody accepted, and what has changed;
afterwards the latter."""

import pytest
from django.db import InternalError
from django.urls import reverse

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from reporting.copies import copies_of
from reporting.models import Edition, Report
from reporting.services import copies, publishing, reports, sections, signing
from reporting.snapshots import build, canonical
from tests.factories import AgencyFactory, UserFactory
from tests.reporting.asking import ask, reachable, section
from tests.reporting.test_editions_services import compiled, partner_of

DRAFTS, CHANGED = "Not accepted when it was compiled", "Changed since it was compiled"


def url(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", "2019-20", *args])


def text(answer):
    return " ".join(answer.content.decode().split())


def listed(answer, heading):
    """What stands below a heading, up to the next one; nothing where it is not there."""
    page = text(answer)
    return page.split(f">{heading}<")[1].split("</ul>")[0] if f">{heading}<" in page else ""


def write(key, words):
    sections.write(section=section(key), text=words, version=section(key).version, by=None)


def finish(key, words="Words."):
    write(key, words)
    sections.accept(section=section(key), by=None)


def compile_now():
    report = Report.objects.get()
    return compiled(report, snapshot=canonical(build(report)))


@pytest.fixture
def police(darlington, started):
    with partnership_scope(darlington):
        return AgencyFactory(name="Police", kind="statutory", starts_on="2010-01-01")


@pytest.fixture
def draft(darlington, police):
    """An edition in which “Foreword” is accepted and “People” is not."""
    with partnership_scope(darlington):
        finish("foreword")
        write("people", "A draft.")
        return compile_now()


@pytest.fixture
def partner(darlington, police, member, client_for):
    return client_for(member(darlington, Role.LEAD_PARTNER, agency=police, user=UserFactory(name="Chief Officer")))


@pytest.fixture
def manager(people, client_for):
    return client_for(people[Role.MANAGER])


@pytest.fixture
def stages(darlington, draft, officer, partner, manager):
    """Each stage of an edition's way with the pages on which it is offered, signed or published, by who does that."""

    def go():
        yield officer, [url("edition", 1), url("offer", 1)]
        with partnership_scope(darlington):
            edition = signing.offer(edition=Edition.objects.get(), by=None)
        yield partner, [url("edition", 1), url("sign", 1)]
        with partnership_scope(darlington):
            reachable(darlington)
            signing.sign(edition=edition, member=partner_of(AgencyFactory._meta.model.objects.get(name="Police")))
        yield manager, [url("edition", 1), url("publish", 1)]

    return go


def test_each_page_names_the_sections_that_were_drafts_and_leads_to_them(stages, officer, partner):
    for client, addresses in stages():
        for address in addresses:
            found = listed(client.get(address), DRAFTS)
            assert "2 People" in found
            assert "Foreword" not in found
            where = url("edition", 1) + "#section-people" if client is partner else url("section", "people")
            assert f'href="{where}"' in found
            assert CHANGED not in text(client.get(address))


def test_each_page_says_that_the_report_has_changed_and_where(stages, darlington):
    with partnership_scope(darlington):
        finish("people", "Other words.")

    for client, addresses in stages():
        for address in addresses:
            page = client.get(address)
            assert "2 People" in listed(page, CHANGED)
            assert "Foreword" not in listed(page, CHANGED)
            # It stands in the edition as it was: accepted since are other words.
            assert "2 People" in listed(page, DRAFTS)


def test_what_was_accepted_as_it_stands_in_the_edition_is_a_draft_no_more(officer, darlington, draft):
    with partnership_scope(darlington):
        sections.accept(section=section("people"), by=None)

    page = text(officer.get(url("offer", 1)))

    assert DRAFTS not in page
    assert CHANGED not in page


def test_records_sections_order_and_cover_change_a_report_too(officer, darlington, draft):
    with partnership_scope(darlington):
        AgencyFactory(name="Probation Service", kind="relevant", starts_on="2010-01-01")
        reports.leave_out(section=section("foreword"), reason="None this year", by=None)
        report = Report.objects.get()
        reports.add_section(report=report, title="Own", level=1, kind="narrative", by=None)
        reports.rename(report=report, title="Yearly report", subtitle="", by=None)

    page = officer.get(url("offer", 1))

    assert "2.1 Agencies</a></li>" in listed(page, CHANGED)
    assert "Foreword</a>, not in the report any more" in listed(page, CHANGED)
    assert "Own</a>, not in this edition yet" in listed(page, CHANGED)
    assert "The cover has changed too." in text(page)
    assert "The order of the sections has changed" not in text(page)


def test_another_order_alone_is_told(officer, darlington, draft):
    with partnership_scope(darlington):
        reports.move(section=section("foreword"), up=False, by=None)

    assert "The order of the sections has changed." in text(officer.get(url("offer", 1)))


def test_what_is_put_away_is_compared_no_more(officer, darlington, draft):
    with partnership_scope(darlington):
        write("people", "Other words.")
        Edition.objects.update(state=Edition.State.SUPERSEDED)

    assert CHANGED not in text(officer.get(url("edition", 1)))


def step(client):
    return client.get(url("outline")).context["step"]


def test_the_next_step_is_to_compile_again_once_the_report_has_changed(officer, darlington, draft):
    with partnership_scope(darlington):
        sections.accept(section=section("people"), by=None)
    assert step(officer).action == "Offer it for signing"

    with partnership_scope(darlington):
        for key in ("foreword", "people"):
            finish_again(key)
    found = step(officer)
    assert found.title == "Compile again: 2 sections changed since edition 1"
    assert (found.action, found.posts, found.url) == ("Compile again", True, url("compile"))
    assert found.still_open == []

    with partnership_scope(darlington):
        compile_now()
    assert step(officer).action == "Offer it for signing"


def finish_again(key):
    sections.take_acceptance_back(section=section(key), by=None)
    finish(key, "Other words.")


def test_the_next_step_of_an_offered_edition_says_what_has_changed(officer, darlington, draft):
    with partnership_scope(darlington):
        signing.offer(edition=draft, by=None)
        write("people", "Other words.")

    assert "1 section changed since edition 1 was compiled." in step(officer).still_open
    assert "1 section was not accepted when edition 1 was compiled." in step(officer).still_open


@pytest.fixture
def published(darlington, draft):
    """The edition, signed and public."""
    with partnership_scope(darlington):
        edition = signing.offer(edition=draft, by=None)
        signing.sign(edition=edition, member=partner_of(edition.signatures.get().agency))
        reachable(darlington)
        return publishing.publish(edition=edition, by=UserFactory())


def send_all_copies(published):
    codes = [copy.code for copy in copies_of(Report.objects.get(), published)]
    copies.note_sent(published=published, codes=codes, sent_on=published.published_on, by=UserFactory())


def test_what_changes_after_the_publication_is_the_next_step_of_those_who_correct_it(
    officer, partner, darlington, published
):
    with partnership_scope(darlington):
        send_all_copies(published)
    assert step(officer).title == "Edition 1 is published"
    assert DRAFTS not in text(officer.get(url("edition", 1)))

    with partnership_scope(darlington):
        write("people", "Other words.")

    found = step(officer)
    assert found.title == "Edition 1 is published; 1 section changed since"
    assert (found.action, found.url) == ("See what has changed", url("edition", 1))
    assert "2 People" in listed(officer.get(found.url), CHANGED)
    assert f'action="{url("compile")}"' in text(officer.get(url("outline")))
    assert step(partner).title == "Edition 1 is published"


def test_copies_are_sent_first_and_what_has_changed_stands_below(officer, darlington, published):
    assert step(officer).still_open == []
    with partnership_scope(darlington):
        write("people", "Other words.")

    found = step(officer)

    assert found.title == "Edition 1 is published; copies are to be sent"
    assert found.still_open == ["1 section changed since edition 1 was compiled."]


def test_copies_are_still_to_be_sent_while_a_newer_edition_is_on_its_way(officer, partner, darlington, published):
    asks = step(officer).text
    assert asks.startswith("Send a copy to ")
    says = f"Edition 1 is published: s{asks[1:]}"

    with partnership_scope(darlington):
        finish("people")
        newer = compile_now()
    assert (newer.number, step(officer).title) == (2, "Edition 2 can be read")
    assert says in step(officer).still_open
    assert says not in step(partner).still_open
    with partnership_scope(darlington):
        signing.offer(edition=newer, by=None)
    assert says in step(officer).still_open

    with partnership_scope(darlington):
        send_all_copies(published)
    assert says not in step(officer).still_open


def test_the_list_of_drafts_is_fixed_with_the_edition(in_darlington, report, people):
    AgencyFactory(kind="statutory", starts_on="2010-01-01")
    ask("agencies", people[Role.CONTRIBUTOR], None)
    finish("foreword")
    write("people", "A draft.")

    edition = compile_now()

    assert [one["key"] for one in edition.unaccepted] == ["people", "agencies"]
    with pytest.raises(InternalError):
        Edition.objects.update(unaccepted=[])
