"""An edition's life: compiled, signed by each lead partner, published, superseded. It never changes."""

from dataclasses import replace

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from accounts.permissions import Member
from accounts.roles import Role
from core import jobs
from core.db.tenancy import NoScope, partnership_scope
from core.models import Job
from partnership.models import Succession
from reporting.models import Edition, PublishedEdition
from reporting.services import editions, publishing, signing
from reporting.services.editions import Compiled
from reporting.services.publishing import CannotPublish
from reporting.services.signing import CannotOffer, CannotSign
from tests.factories import AgencyFactory, MeasureFactory, PrintedTotalFactory, UserFactory
from tests.reporting.asking import reachable

MADE = Compiled(snapshot='{"format":1}', charts={}, html=b"<p>", pdf=b"%PDF", tables=b"PK", pages=1, seconds=1.234)
State = Edition.State


def compiled(report, **other):
    job = jobs.ask(editions.COMPILE, partnership=report.partnership, by=None, subject=report)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    return editions.keep(report=report, compiled=replace(MADE, **other), job_id=job.pk, by=None)


def offered(report):
    return signing.offer(edition=compiled(report), by=None)


class Held:
    role = Role.LEAD_PARTNER

    def __init__(self, agency):
        self.agency_id = agency.pk


def partner_of(agency):
    return Member(UserFactory(), [Held(agency)])


@pytest.fixture
def agencies(report):
    return [AgencyFactory(name=name, kind="statutory") for name in ("Council", "Police")]


def test_keep_numbers_editions_and_supersedes_the_one_before(report):
    first, second = compiled(report), compiled(report, pdf=b"%PDF of another day")
    first.refresh_from_db()

    assert (first.number, first.state) == (1, State.SUPERSEDED)
    assert (second.number, second.state) == (2, State.COMPILED)


def test_keep_stores_nothing_where_nothing_is_new(report):
    assert compiled(report) == compiled(report)
    assert Edition.objects.count() == 1


def test_the_last_signature_makes_it_signed(report, agencies):
    edition = offered(report)

    for agency in agencies:
        signing.sign(edition=edition, member=partner_of(agency))

    edition.refresh_from_db()
    assert edition.state == State.SIGNED
    assert [signature.agency for signature in edition.given] == agencies


LACKING = (
    '{"format":1,"sections":[{"key":"people","number":"1","title":"People",'
    '"blocks":[{"type":"missing","reason":"Nobody has written this section yet."}]}]}'
)


def test_an_edition_that_lacks_something_says_what_and_is_neither_offered_nor_published(report, agencies):
    edition = compiled(report, snapshot=LACKING)

    assert [(one["title"], one["reason"]) for one in edition.lacking] == [
        ("People", "Nobody has written this section yet.")
    ]
    with pytest.raises(CannotOffer, match="nothing in them yet"):
        signing.offer(edition=edition, by=None)
    Edition.objects.update(state=State.SIGNED, offered_at=timezone.now())
    with pytest.raises(CannotPublish, match="nothing in them yet"):
        publishing.publish(edition=edition, by=None)


def test_nobody_can_say_of_a_draft_that_it_lacks_nothing(report):
    edition = compiled(report, snapshot=LACKING)

    with pytest.raises(InternalError, match="content_is_fixed|Cannot update"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(lacking=[])


def test_nobody_signs_twice_for_one_agency(report, agencies):
    edition = offered(report)
    signing.sign(edition=edition, member=partner_of(agencies[0]))

    with pytest.raises(CannotSign):
        signing.sign(edition=edition, member=partner_of(agencies[0]))


def test_somebody_of_no_lead_partner_cannot_sign(report, agencies):
    with pytest.raises(CannotSign):
        signing.sign(edition=offered(report), member=partner_of(AgencyFactory(kind="relevant")))


def test_a_lead_partner_of_one_agency_does_not_sign_for_another_that_they_only_write_for(report, agencies):
    class Contributor(Held):
        role = Role.CONTRIBUTOR

    own = AgencyFactory(name="Own", kind="relevant")
    member = Member(UserFactory(), [Held(own), Contributor(agencies[0])])

    with pytest.raises(CannotSign):
        signing.sign(edition=offered(report), member=member)


def test_a_successor_of_a_successor_signs_for_the_agency_of_the_time(report):
    group = AgencyFactory(name="Commissioning Group", kind="statutory", ends_on="2020-03-31")
    middle = AgencyFactory(name="Larger Group", kind="statutory", starts_on="2020-04-01")
    board = AgencyFactory(name="Integrated Care Board", kind="statutory", starts_on="2022-07-01")
    for successor, predecessor in ((middle, group), (board, middle)):
        Succession.objects.create(partnership=report.partnership, successor=successor, predecessor=predecessor)

    signature = signing.sign(edition=offered(report), member=partner_of(board))

    assert signature.agency == group


def test_an_unsigned_edition_cannot_be_published_and_says_who_is_waited_for(report, agencies):
    edition = offered(report)
    signing.sign(edition=edition, member=partner_of(agencies[0]))

    with pytest.raises(CannotPublish, match="Police"):
        publishing.publish(edition=edition, by=None)

    assert not PublishedEdition.objects.exists()


def test_publish_copies_the_edition_to_where_the_public_reads(report, agencies):
    edition = offered(report)
    for agency in agencies:
        signing.sign(edition=edition, member=partner_of(agency))

    reachable(report.partnership)
    published = publishing.publish(edition=edition, by=None)

    edition.refresh_from_db()
    assert edition.state == State.PUBLISHED
    assert (published.snapshot, published.sha256) == (edition.snapshot, edition.sha256)
    assert PublishedEdition.public.filter(year="2019-20", is_superseded=False).count() == 1


def test_the_public_reads_with_no_scope_and_sees_no_records(report, agencies, durham):
    edition = offered(report)
    for agency in agencies:
        signing.sign(edition=edition, member=partner_of(agency))
    reachable(report.partnership)
    publishing.publish(edition=edition, by=None)

    with partnership_scope(durham):
        assert PublishedEdition.public.count() == 1
        assert not Edition.objects.exists()
        assert not PublishedEdition.objects.exists()


def test_editions_are_not_read_without_a_scope(db):
    with pytest.raises(NoScope):
        Edition.objects.exists()


def test_the_content_of_an_edition_cannot_be_changed_even_by_sql(report):
    edition = compiled(report)

    with pytest.raises(InternalError, match="content_is_fixed|Cannot update"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(snapshot="{}")


def test_only_discrepancies_of_the_reports_year_are_counted(report):
    for period in ("2019-20", "2020-03-31", "2025-26"):
        MeasureFactory(topic="Themes", category="One", period=period, value=7, is_exhaustive=True)
        PrintedTotalFactory(of="Measure: Themes", period=period, printed=8, unit="n")

    assert sorted(one.period for one in editions.unexplained(report)) == ["2019-20", "2020-03-31"]


def test_asking_while_one_runs_asks_anew_for_it_may_have_read_already(report):
    running = editions.ask_to_compile(report=report, by=None)
    Job.objects.filter(pk=running.pk).update(state=Job.State.RUNNING)

    assert editions.ask_to_compile(report=report, by=None) != running


def test_asking_twice_gives_the_job_that_waits(report):
    assert editions.ask_to_compile(report=report, by=None) == editions.ask_to_compile(report=report, by=None)
