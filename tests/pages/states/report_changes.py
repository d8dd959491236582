"""Pages of a report that has moved on: what stands in an edition as a draft, what has changed, what makes way."""

import json

from django.http import QueryDict

from accounts.models import MembershipRole
from accounts.roles import Role
from core import jobs
from core.db.tenancy import partnership_scope
from core.models import Job, Partnership
from core.submissions import drafts
from reporting import snapshots
from reporting.models import Edition
from reporting.services import editions, reports, sections
from tests.pages.state import State
from tests.report_places import at, dropped, handed_in, press, section, signed, start, to_sign
from tests.reporting.asking import reachable

PROSE = {"type": "prose", "markdown": "Words."}


def unaccepted(page="offer", *number):
    """An edition on its way, in which sections are drafts, of a report that has changed since."""

    def made():
        report = start()
        job = jobs.ask(editions.COMPILE, partnership=report.partnership, by=None, subject=report)
        snapshot = snapshots.build(report)
        snapshot["sections"] = [part | {"blocks": [PROSE], "accepted": False} for part in snapshot["sections"]]
        compiled = editions.Compiled(json.dumps(snapshot), {}, b"<p>", b"%PDF", b"PK", 20, 3.21)
        editions.keep(report=report, compiled=compiled, job_id=job.pk, by=None)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
        for key in ("foreword", "long", "voice"):
            written = sections.write(section=section(key), text="Other words.", version=1, by=None)
            sections.accept(section=written, by=None)
        reports.rename(report=report, title="Yearly report", subtitle="", by=None)
        return at(page, "2019-20", *number)

    return made


def publishable():
    """An edition that all have signed, of a partnership that says how people reach it."""
    address = signed()
    reachable(Partnership.objects.get(slug="darlington"))
    return address


def still_written():
    """A section that its author has taken back, as the business unit sees it."""
    handed_in()
    sections.withdraw(section=section("voice"), by=None)
    return at("section", "2019-20", "voice")


def typed_before(role):
    """A section that was handed in after this person had typed into it."""

    def make():
        handed_in()
        address = at("section", "2019-20", "voice")
        user = MembershipRole.objects.filter(role=role).latest("pk").membership.user
        typed = QueryDict("text=What+the+children+said.%0A%0AMore+of+it.&version=1")
        drafts.keep(partnership=Partnership.objects.get(slug="darlington"), user=user, path=address, typed=typed)
        return address

    return make


def another_edition(page):
    """The edition makes way while somebody says why they decline."""
    page.get_by_label("Why do you not sign it?").fill("A figure of ours is not right. " * 4)
    with partnership_scope(Partnership.objects.get(slug="darlington")):
        Edition.objects.update(state=Edition.State.SUPERSEDED)
    press("Decline")(page)


STATES = [
    State("offer-unaccepted", unaccepted("offer", 1)),
    State("edition-unaccepted", unaccepted("edition", 1)),
    State("outline-changed", unaccepted("outline")),
    State("publish", publishable, role=Role.MANAGER),
    State("decline-too-late", to_sign("decline"), role=Role.LEAD_PARTNER, act=another_edition, is_error=True),
    State("reports-dropped", lambda: (dropped(), at("reports"))[1]),
    State("section-still-written", still_written),
    State("section-typed-before", typed_before(Role.OFFICER)),
    State("section-given-away", typed_before(Role.TRAINER), role=Role.TRAINER, status=403),
]
