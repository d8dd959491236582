"""The kit that every record is kept with: its form in all that can happen to it, and the page of a record's history."""

from django.http import QueryDict
from django.urls import reverse

from accounts.models import MembershipRole
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.submissions import drafts
from partnership.models import Agency, Contribution
from tests import factories
from tests.pages.state import State

LONG = "An agency with a name as long as the law allows, and then a little longer than that, " * 3
UNBROKEN = "Einrichtung" * 20


def contribution():
    return factories.ContributionFactory(agency__name="Constabulary", agreed="34404.50", year="2019-20")


def form_of(record):
    return reverse("partnership:contribution", args=["darlington", record.pk])


def record_form():
    return form_of(contribution())


def kept_form():
    """The form with what the person had typed and not saved."""
    address = form_of(contribution())
    user = MembershipRole.objects.get(role=Role.OFFICER).membership.user
    typed = QueryDict("agreed=40000&invoiced=half+of+it&version=1")
    drafts.keep(partnership=here(), user=user, path=address, typed=typed)
    return address


def here():
    return MembershipRole.objects.get(role=Role.OFFICER).partnership


def overtake(page):
    """Somebody else saves while the form is open."""
    partnership = factories.PartnershipFactory(slug="darlington")
    with partnership_scope(partnership, by=factories.UserFactory(name="Mo Manager")):
        Contribution.objects.update(agreed="99999", invoiced="99999")
    page.get_by_label("Agreed").fill("40000")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Saved in the meantime").wait_for()


def history_of(record):
    return reverse("history", args=["darlington", record._meta.label_lower, record.pk])


def long_history():
    agency = factories.AgencyFactory(name=LONG[:200], short_name="SP", kind="funder")
    factories.FormerNameFactory(agency=agency, name=UNBROKEN)
    factories.GroupMemberFactory(agency=agency, group__name="Executive Group", capacity="Chair")
    with partnership_scope(here(), by=factories.UserFactory(name="Olive Officer")):
        for changes in (
            {"kind": "statutory", "represented_by": factories.AgencyFactory(name="County council")},
            {"note": LONG * 5},
            {"note": "Short again", "name": UNBROKEN},
            {"ends_on": "2020-03-31"},
        ):
            Agency.objects.filter(pk=agency.pk).update(**changes)
        for number in range(30):
            Agency.objects.filter(pk=agency.pk).update(attendance="required" if number % 2 else "invited")
    return history_of(agency)


def hidden_figures():
    measure = factories.MeasureFactory(topic="Strip searches", value="3")
    type(measure).objects.filter(pk=measure.pk).update(value="4", note="Counted again")
    return history_of(measure)


STATES = [
    State("record-form", record_form),
    State("record-form-kept", kept_form),
    State("record-form-stale", record_form, act=overtake),
    State("history", long_history),
    State("history-older", lambda: long_history() + "?page=2"),
    State("history-hidden-figures", hidden_figures, role=Role.SCRUTINEER),
    State("history-not-registered", lambda: history_of(factories.JobFactory()), status=404),
]
