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
from core.blocks import missing
from core.models import Job, Mail, Partnership
from core.years import FinancialYear
from reporting.mails import ASKED
from reporting.models import Edition, PublishedEdition, Report, Section, Signature
from reporting.services import editions, profiles, reports, sections, setting_aside, signing, taking_down
from tests import factories
from tests.factories.reporting import PublishedEditionFactory, ReportTemplateFactory
from tests.system.state import State

LONG = "How children, young people, their families and everybody who works with them were heard in the year " * 2
SAMPLE = Path(__file__).parents[2] / "reporting" / "sample_snapshot.json"
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


STATES = [
    State("reports-empty", lambda: at("reports")),
    State("reports-empty-reader", lambda: at("reports"), role=Role.SCRUTINEER),
    State("reports-nothing-to-write", lambda: at("reports"), role=Role.CONTRIBUTOR),
    State("reports-published", lambda: (published(), at("reports"))[1], role=Role.CONTRIBUTOR),
    State("section-how-to-format", written, act=open_help),
    State("reports", lambda: (edition(), at("reports"))[1]),
    State("report-start", lambda: (start(), at("start"))[1]),
    State("report-start-error", lambda: (start(), at("start"))[1], act=without_year, is_error=True),
    State("outline", outline),
    State("outline-forbidden", outline, role=Role.SCRUTINEER, status=403),
    State("outline-partner", outline, role=Role.LEAD_PARTNER),
    State("outline-undelivered", undelivered),
    State("outline-narrowed", lambda: outline() + "?state=late&order=days"),
    State("outline-none-match", lambda: outline() + "?author=nobody&state=returned"),
    State("edition-draft", draft),
    State("reports-draft", lambda: (draft(), at("reports"))[1]),
    State("assign-many", then("assign_many")),
    State("assign-many-error", then("assign_many"), act=press("Save"), is_error=True),
    State("rename", then("rename")),
    State("report-remove", then("remove")),
    State("checklist", then("checklist")),
    State("section-add", then("section_add")),
    State("section-add-error", then("section_add"), act=press("Add section"), is_error=True),
    State("section-author", then("section_assign", "voice")),
    State("section-leave-out-error", then("section_leave_out", "voice"), act=press("Leave out"), is_error=True),
    State("section-return", handed_in),
    State("section", written),
    State("section-live", then("section", "agencies")),
    State("section-shows", shows("key-figures", items=[{"measure": "Reviews", "category": "Started"}])),
    State("section-shows-order", shows("measures", topics=["Training", "Audits"])),
    State("section-drawing", shows("measures", page="section_drawing", topics=["Training"])),
    State("section-shows-error", shows("key-figures"), act=press("Save"), is_error=True),
    State("section-shows-one", shows("indicator-breakdown"), act=press("Save"), is_error=True),
    State("section-shows-empty", shows("indicators", records=False)),
    State("section-shows-forbidden", shows("indicators"), role=Role.SCRUTINEER, status=403),
    State("section-preview", written, act=press("Preview")),
    State("press-only", then("section_accept", "voice"), status=405),
    State("section-forbidden", written, role=Role.SCRUTINEER, status=403),
    State("compiling", compiling(Job.State.RUNNING, step="Setting the PDF", percent=45)),
    State("compiling-failed", compiling(Job.State.FAILED, message="“Agencies”: the chart is not complete.")),
    State("sign-nothing", lambda: (edition(), at("sign", "2019-20", 1))[1], role=Role.LEAD_PARTNER),
    State("publish-unsigned", lambda: (edition(), at("publish", "2019-20", 1))[1], role=Role.MANAGER),
    State("publish", signed, role=Role.MANAGER),
    State("offer", lambda: (edition(), at("offer", "2019-20", 1))[1]),
    State("offer-error", lambda: (edition(), at("offer", "2019-20", 1))[1], act=on_a_day_gone, is_error=True),
    State("edition-offered", offered()),
    State("edition-to-sign", to_sign("edition"), role=Role.LEAD_PARTNER),
    State("sign", to_sign("sign"), role=Role.LEAD_PARTNER),
    State("decline", to_sign("decline"), role=Role.LEAD_PARTNER),
    State("decline-error", to_sign("decline"), role=Role.LEAD_PARTNER, act=press("Decline"), is_error=True),
    State("drop", offered("drop")),
    State("drop-error", offered("drop"), act=press("Drop it"), is_error=True),
    State("edition-dropped", dropped),
    State("outline-offered", lambda: (offered()(), at("outline", "2019-20"))[1]),
    State("compile-offered", lambda: (offered()(), at("outline", "2019-20"))[1], act=press("Compile again")),
    State("setting-signers", lambda: reverse("settings:change", args=["darlington", "signatories"]), role=Role.MANAGER),
    State("section-accepted", accepted),
    State("section-submitted", lambda: (handed_in(), at("section", "2019-20", "voice"))[1]),
    State("compile-signed", signed_outline, act=press("Compile again")),
    State("edition", edition),
    State("edition-to-take-down", lambda: (taken_down(decided=False)(), at("edition", "2019-20", 1))[1]),
    State("take-down", take_down),
    State("take-down-error", take_down, act=press("Ask for it"), is_error=True),
    State("take-down-decide", taken_down(decided=False)),
    State("public-page-not-yet", lambda: at("public_page"), role=Role.MANAGER),
    State("public-page-reports-only", lambda: (PublishedEditionFactory(), at("public_page"))[1], role=Role.MANAGER),
    State("public-page", lambda: (published(), at("public_page"))[1], role=Role.MANAGER),
    State("public-page-preview", lambda: (published(), at("public_page"))[1], role=Role.MANAGER, act=press("Preview")),
    State("public-page-withdraw", lambda: (published(), at("public_page_withdraw"))[1], role=Role.MANAGER),
    State("public-index", lambda: (published(), reverse("public"))[1], role=None),
    State("public-index-empty", lambda: reverse("public"), role=None),
    State("public-partnership", published, role=None),
    State("public-report", public("report", "2019-20"), role=None),
    State("public-superseded", superseded, role=None),
    State("public-taken-down", taken_down(), role=None, status=410),
    State("public-nothing", lambda: reverse("public:partnership", args=["darlington"]), role=None, status=404),
    State("edition-partner", edition, role=Role.LEAD_PARTNER),
    State("edition-forbidden", edition, role=Role.SCRUTINEER, status=403),
    State("edition-reader", lambda: (signed(), at("edition", "2019-20", 1))[1], role=Role.SCRUTINEER),
    State("reports-reader", lambda: (signed(), at("reports"))[1], role=Role.SCRUTINEER),
]
