"""The demo's report, compiled, signed and published, and the partnership's public page: so that they can be visited."""

from accounts.models import MembershipRole, User
from accounts.permissions import Member
from core.db.tenancy import partnership_scope
from core.models import Job, Partnership
from reporting.models import Report
from reporting.services import compiling, editions, profiles, publishing, signing

SIGNERS = ("council@darlington.example", "health@darlington.example", "police@durham-darlington.example")


def make() -> None:
    """Edition 1 of Darlington's report, as its partners and its manager would bring it about."""
    partnership = Partnership.objects.get(slug="darlington")
    with partnership_scope(partnership):
        report, snapshot = compiling.read(Report.objects.get().pk)
        pdf, pages = compiling.pdf(snapshot)
        made = compiling.made(
            snapshot, compiling.web_edition(snapshot), pdf, compiling.tables(snapshot), pages, seconds=1
        )
        job = editions.ask_to_compile(report=report, by=None)
        edition = editions.keep(report=report, compiled=made, job_id=job.pk, by=None)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
        edition = signing.offer(edition=edition, by=None)
        for email in SIGNERS:
            signing.sign(edition=edition, member=_member(User.objects.get(email=email)))
        publishing.publish(edition=edition, by=None)
        profiles.publish(partnership=partnership, about="", by=None)


def _member(user) -> Member:
    return Member(user, list(MembershipRole.objects.filter(membership__user=user)))
