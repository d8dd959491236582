"""Who has access, from the invitation to the end, and a scrutineer's notes."""

import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.models import HandOver, Invitation, Membership, MembershipRole, User
from accounts.permissions import Member
from accounts.roles import Role
from accounts.services import invitations
from accounts.services.roles import Given
from core.models import Mail, Partnership
from tests import factories
from tests.pages.state import State
from tests.pages.states.records import LONG, UNBROKEN

DAY = datetime.timedelta(days=1)


def at(name, *args):
    return reverse(f"people:{name}", args=["darlington", *args])


def invited(name="Sam Carter", email="sam.carter@example.org", role=Role.OFFICER, **given):
    """Asked by the manager that every test of a state has, or by one made here."""
    partnership = Partnership.objects.get(slug="darlington")
    by = factories.make_member(partnership, Role.MANAGER, user=factories.UserFactory(name="Morgan Manager"))
    member = Member(by, list(MembershipRole.objects.filter(membership__user=by)))
    return invitations.invite(partnership=partnership, name=name, email=email, given=Given(role, **given), by=member)


def invited_with_account():
    factories.UserFactory(email="sam.carter@example.org", name="Sam Carter")
    return invited()


def link(membership):
    return reverse("join", args=[invitations.token_of(membership.invitations.get())])


def joined(name="Sam Carter", role=Role.OFFICER, **options):
    user = factories.UserFactory(name=name)
    factories.make_member(Partnership.objects.get(slug="darlington"), role, user=user, **options)
    return Membership.objects.get(user=user)


def many():
    agency = factories.AgencyFactory(name=LONG)
    for number in range(55):
        joined(f"Person {number:02}", Role.CONTRIBUTOR, agency=agency)
    joined(UNBROKEN[:199])
    joined(LONG[:199], Role.LEAD_PARTNER, agency=agency)
    invited()
    refused = invited("Rae Refused", f"{UNBROKEN[:60]}@example.org")
    Mail.objects.filter(subject_id=refused.pk).update(
        state="refused", problem="The mail server answered: 550 No such person"
    )
    late = invited("Ed Expired", "ed@example.org")
    late.invitations.update(expires_at=timezone.now() - DAY)


def with_work():
    membership = joined("Sam Carter", Role.CONTRIBUTOR, agency=factories.AgencyFactory(name=LONG))
    report = factories.ReportFactory()
    for title in ("Foreword", UNBROKEN[:150]):
        factories.SectionFactory(
            report=report, title=title, author=membership.user, due_on=timezone.localdate() + 9 * DAY
        )
    return membership


def with_import():
    """Something that nobody can take over."""
    membership = joined("Sam Carter", Role.OFFICER)
    factories.ImportBatchFactory(state="ready", new=3, uploaded_by=membership.user, file_name=f"{UNBROKEN[:80]}.csv")
    return membership


def handed_over():
    membership = with_work()
    taker = factories.UserFactory(name="Terry Taker")
    HandOver.objects.create(
        partnership_id=membership.partnership_id,
        membership=membership,
        kind="Sections of the annual report",
        what=UNBROKEN,
        to=taker,
        by=None,
    )
    return membership


def refused():
    membership = invited()
    Mail.objects.update(state="refused", problem="The mail server answered: 550 5.1.1 No such person here")
    return membership


def expired():
    membership = invited()
    Invitation.objects.update(expires_at=timezone.now() - DAY)
    return membership


def ended():
    return joined(ends_on=timezone.localdate() - DAY)


def leaving():
    return joined(ends_on=timezone.localdate() + 9 * DAY)


def role_page(name, make):
    def address():
        membership = make()
        return at(name, membership.pk, membership.roles.get().pk)

    return address


def page(name, make):
    return lambda: at(name, make().pk)


def filled(make):
    return lambda: (make(), at("users"))[1]


def noted():
    """Notes of whoever looks: the newest user is the one that the test made."""
    looker = User.objects.order_by("-created_at").first()
    for title in ("Chairs", UNBROKEN[:190]):
        note = factories.NoteFactory(title=title, written_by=looker, about="/darlington/structure/")
    return note


def send(name):
    def press(page):
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()

    return press


LEAVER = {"act": send("End their time here"), "is_error": True}
STATES = [
    State("users", filled(many)),
    State("users-no-match", lambda: at("users") + "?name=nobody-of-that-name"),
    State("users-of-an-agency-empty", lambda: at("own_agency"), role=Role.AGENCY_LEAD),
    State("invite", lambda: at("invite"), role=Role.MANAGER),
    State("invite-empty", lambda: at("invite"), act=send("Send the invitation"), is_error=True),
    State("invite-agency-lead", lambda: at("invite"), role=Role.AGENCY_LEAD),
    State("person", page("person", with_work)),
    State("person-invited", page("person", invited)),
    State("person-refused", page("person", refused)),
    State("person-expired", page("person", expired)),
    State("person-ended", page("person", ended)),
    State("person-leaving", page("person", leaving)),
    State("person-withdraw", page("withdraw", invited)),
    State("role-add", page("role_add", joined)),
    State("role-dates", role_page("role_dates", joined)),
    State("role-dates-with-work", role_page("role_dates", with_work)),
    State("role-end", role_page("role_end", with_work)),
    State("leave", page("end", joined)),
    State("leave-with-work", page("end", with_work), **LEAVER),
    State("leave-with-import", page("end", with_import)),
    State("hand-over", page("hand_over", with_work)),
    State("handover-sheet", page("handover_sheet", handed_over)),
    State("join", lambda: link(invited()), role=None),
    State("join-with-an-account", lambda: link(invited_with_account()), role=None),
    State("join-weak-password", lambda: link(invited()), role=None, act=send("Join"), is_error=True),
    State("join-expired", lambda: link(expired()), role=None, status=410),
    State("join-wrong-link", lambda: reverse("join", args=["nothing"]), role=None, status=410),
    State("notes-empty", lambda: at("notes"), role=Role.SCRUTINEER),
    State("notes", lambda: (noted(), at("notes"))[1], role=Role.SCRUTINEER),
    State("note", lambda: at("note", noted().pk), role=Role.SCRUTINEER),
    State("note-add", lambda: at("note_add"), role=Role.SCRUTINEER),
    State("note-remove", lambda: at("note_remove", noted().pk), role=Role.SCRUTINEER),
]
