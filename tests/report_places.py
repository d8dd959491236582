"""The report's pages: nothing yet, an outline in all its states, an author's page, a compile, an edition."""

import datetime
import json
from pathlib import Path
from types import SimpleNamespace

from django.urls import reverse
from django.utils import timezone

from accounts.models import MembershipRole
from accounts.permissions import Member
from accounts.roles import Role
from core import jobs
from core.calendar.financial_years import FinancialYear
from core.models import Job, Mail, Partnership
from core.reports.blocks import missing
from reporting.mails import ASKED
from reporting.models import Edition, PublishedEdition, Report, Section, Signature
from reporting.services import editions, profiles, reports, sections, setting_aside, signing, taking_down
from tests import factories
from tests.factories.reporting import PublishedEditionFactory, ReportTemplateFactory

LONG = "How children, young people, their families and everybody who works with them were heard in the year " * 2
SAMPLE = Path(__file__).parent / "reporting" / "sample_snapshot.json"
SECTIONS = [
    {"key": "foreword", "title": "Foreword", "level": 1, "kind": "narrative", "guidance": "Say what matters most."},
    {"key": "long", "title": LONG[:190], "level": 1, "kind": "narrative"},
    {"key": "agencies", "title": "Agencies", "level": 2, "kind": "live", "source": "agencies"},
    {"key": "voice", "title": "Voice", "level": 1, "kind": "narrative"},
]


def at(name, *args):
    return reverse(f"reporting:{name}", args=["darlington", *args])


def start():
    template = ReportTemplateFactory(
        code="browser", name="An outline", applies_to="children-and-adults", sections=SECTIONS
    )
    report = reports.start(
        partnership=Partnership.objects.get(slug="darlington"),
        year=FinancialYear(2019),
        template=template,
        title="Annual report",
        by=None,
    )
    factories.AgencyFactory(kind="statutory", sector="Police")
    return report


def section(key):
    return Section.objects.get(key=key)


def outline():
    """Each state of a section once: late, submitted, returned, left out, accepted, one's own."""
    report = start()
    sections.assign(section=section("foreword"), author=author(), due_on=datetime.date(2020, 7, 31), by=None)
    for key in ("long", "voice"):
        sections.write(section=section(key), text="Words.", version=1, by=None)
        sections.submit(section=section(key), by=None)
    sections.send_back(section=section("voice"), reason="Say what changed.", by=None)
    reports.add_section(report=report, title="Own", level=1, kind=Section.Kind.NARRATIVE, by=None)
    reports.leave_out(section=section("own"), reason="Nothing happened this year.", by=None)
    edition()
    return at("outline", "2019-20")


def author():
    """A member who may write, with a long name."""
    user = factories.UserFactory(name="Named Nurse of a Trust with a Long Name")
    return factories.make_member(Partnership.objects.get(slug="darlington"), Role.CONTRIBUTOR, user=user)


def undelivered():
    outline()
    asked = section("foreword")
    refused = {"state": Mail.State.REFUSED, "problem": "The mail server answered: 550 no such mailbox"}
    Mail.objects.create(
        partnership=asked.partnership, kind=ASKED, to=asked.author.email, subject_id=asked.pk, **refused
    )
    return at("outline", "2019-20")


def published():
    """A public page with a structure, a report and one that it superseded."""
    edition()
    partnership = Partnership.objects.get(slug="darlington")
    board = factories.GroupFactory(name=LONG[:150], short_name="LONG", is_decision_making=True)
    factories.GroupFactory(name="A group below", parent=board)
    front_door = {"purpose": "Worried about a child", "hours": "Day and night", "is_public": True}
    factories.ContactFactory(agency__name=LONG[:150], email="front.door@example.org", **front_door)
    profiles.publish(partnership=partnership, about="Who we **are**.\n\n### A heading\n\n- One", by=None)
    kept = Edition.objects.get()
    Edition.objects.update(state=Edition.State.PUBLISHED, offered_at=timezone.now(), signed_at=timezone.now())
    PublishedEditionFactory(number=1, snapshot=kept.snapshot, charts=kept.charts)
    return reverse("public:partnership", args=["darlington"])


def public(name, *args):
    def made():
        published()
        return reverse(f"public:{name}", args=["darlington", *args])

    return made


def superseded():
    published()
    PublishedEdition.objects.update(is_superseded=True)
    PublishedEditionFactory(number=2)
    return reverse("public:edition", args=["darlington", "2019-20", 1])


def take_down():
    published()
    return at("take_down", "2019-20", 1)


def taken_down(decided=True):
    def made():
        published()
        words = {"reason": "A child can be recognised.", "replacement": "It is being corrected."}
        asked_by, confirmed_by = factories.UserFactory.create_batch(2)
        taking = taking_down.ask(published=PublishedEdition.objects.get(), by=asked_by, **words)
        if decided:
            taking_down.confirm(taking=taking, by=confirmed_by)
            return reverse("public:report", args=["darlington", "2019-20"])
        return at("take_down_decide", "2019-20", 1)

    return made


def written(key="foreword"):
    start()
    sections.write(
        section=section(key),
        text="### Heading\n\nText with **weight** and a note.[^1]\n\n[^1]: The note.",
        version=1,
        by=None,
    )
    return at("section", "2019-20", key)


def compiling(state, **fields):
    def made():
        report = start()
        job = jobs.ask(editions.COMPILE, partnership=report.partnership, by=None, subject=report)
        Job.objects.filter(pk=job.pk).update(state=state, **fields)
        return at("compiling", "2019-20", job.pk)

    return made


def edition():
    report = Report.objects.first() or start()
    job = jobs.ask(editions.COMPILE, partnership=report.partnership, by=None, subject=report)
    snapshot = json.dumps(json.loads(SAMPLE.read_text()))
    made = editions.Compiled(snapshot, {}, b"<p>", b"%PDF", b"PK", 20, 3.21)
    editions.keep(report=report, compiled=made, job_id=job.pk, by=None)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    return at("edition", "2019-20", 1)


def offered(page="edition"):
    """An edition that waits for two partners; one of them has declined."""

    def made():
        edition()
        factories.AgencyFactory(kind="statutory", name=LONG[:120])
        found = signing.offer(edition=Edition.objects.get(), by=None)
        held = SimpleNamespace(role=Role.LEAD_PARTNER, agency_id=found.waiting[0].agency_id)
        member = Member(factories.UserFactory(), [held])
        signing.decline(edition=found, reason="A figure of ours is not right. " * 4, member=member)
        return at(page, "2019-20", 1)

    return made


def to_sign(page):
    """As `offered`, for a partner of the agency that has declined."""

    def made():
        address = offered(page)()
        declined = Signature.objects.exclude(declines=None).get()
        MembershipRole.objects.filter(role=Role.LEAD_PARTNER).update(agency=declined.agency)
        return address

    return made


def dropped():
    edition()
    setting_aside.drop(edition=Edition.objects.get(), reason="The outline of another year. " * 3, by=author())
    return at("edition", "2019-20", 1)


def draft():
    """An edition of which one section has nothing yet, and one only its words."""
    report = Report.objects.first() or start()
    job = jobs.ask(editions.COMPILE, partnership=report.partnership, by=None, subject=report)
    snapshot = json.loads(SAMPLE.read_text())
    snapshot["sections"][1]["blocks"] = [missing("Nobody has written this section yet.")]
    snapshot["sections"][3]["blocks"].append(missing("No agency is recorded for 31 March 2020."))
    made = editions.Compiled(json.dumps(snapshot), {}, b"<p>", b"%PDF", b"PK", 20, 3.21)
    editions.keep(report=report, compiled=made, job_id=job.pk, by=None)
    return at("edition", "2019-20", 1)


def signed():
    edition()
    made = signing.offer(edition=Edition.objects.get(), by=None)
    made.signatures.update(signed_by=factories.UserFactory(), signed_at=timezone.now())
    Edition.objects.update(state=Edition.State.SIGNED, signed_at=timezone.now())
    return at("publish", "2019-20", 1)


def signed_outline():
    signed()
    return at("outline", "2019-20")


def handed_in():
    start()
    written = sections.write(section=section("voice"), text="Words.", version=1, by=None)
    sections.assign(section=written, author=author(), due_on=None, by=None)
    sections.submit(section=section("voice"), by=None)
    return at("section_return", "2019-20", "voice")


def accepted():
    handed_in()
    sections.accept(section=section("voice"), by=None)
    return at("section", "2019-20", "voice")


def then(name, *args):
    def made():
        start()
        return at(name, "2019-20", *args)

    return made


def shows(source, *, records=True, page="section_shows", **options):
    """The page that asks what a section shows, with a choice of each length and one that is gone."""

    def made():
        report = start()
        factories.SectionFactory(
            report=report, key="live", title=LONG[:190], position=9, kind="live", source=source, options=options
        )
        if records:
            indicator = factories.IndicatorFactory(number=8301, name=LONG[:150])
            for breakdown in ("", "Girls", LONG[:100]):
                factories.IndicatorValueFactory(indicator=indicator, breakdown=breakdown, value=40)
            factories.MeasureFactory(topic="Training", category="Attendances", period="2018-19")
            for topic in ("Training", "Audits"):
                factories.MeasureFactory(topic=topic, category="Held")
        return at(page, "2019-20", "live")

    return made


def press(name):
    def pressed(page):
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()

    return pressed


def open_help(page):
    page.get_by_text("How to format the text").click()


def on_a_day_gone(page):
    for part, value in (("Day", "1"), ("Month", "4"), ("Year", "2020")):
        page.get_by_label(part, exact=True).fill(value)
    press("Offer it")(page)


def without_year(page):
    page.get_by_label("Year", exact=True).fill("")
    press("Save")(page)
