"""The demo's one published report and public page, so that there is something for whoever has no account.

It is offered, its lead partners sign it and its manager publishes it, through the services that the pages use.
"""

from accounts.models import MembershipRole, User
from accounts.permissions import Member
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Partnership
from reporting import demo_loading as demo
from reporting.models import PublishedEdition, PublishedProfile, Report
from reporting.services import editions, profiles, publishing, signing
from reporting.signatories import signs_for


def entries() -> list[tuple[Partnership, dict]]:
    """The partnerships that publish, with what the file says of it."""
    found = demo.read(demo.FOLDER / "partnerships.toml")["partnership"]
    return [(Partnership.objects.get(slug=one["slug"]), one["public"]) for one in found if "public" in one]


def publish_report(partnership: Partnership, year: str) -> None:
    """Publish the newest edition of a year's report; where that year was ever published, nothing happens.

    Raises `CannotOffer`, `CannotSign` or `CannotPublish` where somebody has changed the demo so that it cannot be.
    """
    with partnership_scope(partnership):
        if PublishedEdition.objects.for_list().of_year(year).exists():
            return
        edition = editions.current(Report.objects.for_year(year).get())
        partners, managers = _holders(partnership, Role.LEAD_PARTNER), _holders(partnership, Role.MANAGER)
        if edition.state == edition.State.COMPILED:
            # On nobody's behalf: the partners sign at once, so nobody needs a mail.
            signing.offer(edition=edition, by=None)
    for partner in partners:
        with partnership_scope(partnership, by=partner):
            edition.refresh_from_db(fields=["state"])
            member = Member(partner, list(MembershipRole.objects.filter(membership__user=partner)))
            if signs_for(member, edition):
                signing.sign(edition=edition, member=member)
    with partnership_scope(partnership, by=managers[0]):
        publishing.publish(edition=edition, by=managers[0])


def publish_page(partnership: Partnership, about: str) -> None:
    """Publish the public page; where there ever was one, nothing happens."""
    with partnership_scope(partnership):
        if PublishedProfile.objects.exists():
            return
        manager = _holders(partnership, Role.MANAGER)[0]
    with partnership_scope(partnership, by=manager):
        profiles.publish(partnership=partnership, about=about, by=manager)


def _holders(partnership: Partnership, role: Role) -> list[User]:
    """The demo's people who are given the role, in the file's order."""
    people = demo.read(demo.FOLDER / "people.toml")["person"]
    given = [
        person["email"]
        for person in people
        if any((held["partnership"], held["role"]) == (partnership.slug, role) for held in person.get("roles", []))
    ]
    users = {user.email: user for user in User.objects.filter(email__in=given)}
    return [users[email] for email in given]
