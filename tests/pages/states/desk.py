"""Search, saved views, the access log, lists with their tools open, and pages that say what went wrong."""

from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from tests import factories
from tests.pages.state import State

AGENCIES = "/darlington/agencies/"
LONG = ("The view of all that is late and of everything that belongs to it " * 3)[:80]


def search(q, **more):
    def made():
        for number in range(12):
            agency = factories.AgencyFactory(name=f"Health trust {number:02}", sector="Health", note="trust " * 80)
            factories.FormerNameFactory(agency=agency, name=f"Old trust {number}")
        factories.AgencyFactory(name="trust" * 40)
        factories.GroupFactory(name="Trust group", purpose="To be trusted. " * 40)
        factories.PostFactory(title="Trust officer")
        query = "&".join(f"{name}={value}" for name, value in {"q": q, **more}.items())
        return f"{reverse('search', args=['darlington'])}?{query}"

    return made


def person():
    """Whoever looks: the tests make them before the records."""
    return Membership.objects.get().user


def saved(count=3):
    for number in range(count):
        factories.SavedViewFactory(user=person(), name=f"View {number}", query=f"kind=relevant&sort=name&q={number}")
    factories.SavedViewFactory(user=person(), name=LONG, query="kind=statutory")
    factories.SavedViewFactory(user=person(), name="W" * 80, query="kind=funder")


def list_with_views():
    saved()
    for number in range(3):
        factories.AgencyFactory(name=f"Agency {number}", kind="statutory")
    return f"{AGENCIES}?kind=statutory"


def open_tools(page):
    page.get_by_text("Save this view").click()


def save_nameless(page):
    open_tools(page)
    page.get_by_role("button", name="Save view").click()
    page.wait_for_load_state()


def late():
    """What is late of an officer, more than is shown at once, with a name that needs two lines."""
    for number in range(1, 11):
        name = f"Group {number} {'of those who meet ' * 4}"
        factories.GroupFactory(name=name, terms_due_on=f"2020-05-{number:02}")
    return reverse("partnership:home", args=["darlington"])


def to_set_aside():
    group = factories.GroupFactory(name="Executive Group", terms_due_on="2020-05-01")
    key = f"partnership.terms_of_reference:{group.pk}:2020-05-01"
    return f"{reverse('set_aside_add', args=['darlington'])}?duty={key}"


def without_a_reason(page):
    page.get_by_role("button", name="Set it aside").click()
    page.wait_for_load_state()


def set_aside():
    for number in range(2):
        group = factories.GroupFactory(name=f"Group {number} {'of those who meet ' * 4}", terms_due_on="2020-05-01")
        key = f"partnership.terms_of_reference:{group.pk}:2020-05-01"
        factories.SetAsideFactory(duty=key, reason="The group is winding up.\nIts work goes to another. " * 9)
    return reverse("set_aside", args=["darlington"])


def set_aside_by_others():
    for number in range(2):
        factories.SetAsideFactory(
            title=f"{number} {LONG}", reason="The invoice is disputed.\nIt is asked for again. " * 9
        )
    return reverse("set_aside", args=["darlington"])


def views():
    saved()
    return reverse("views", args=["darlington"])


def log():
    for number in range(60):
        factories.AccessEntryFactory(
            user=factories.UserFactory(name="Ada " + "Anwarshireburgh" * (number % 3)),
            what=f"Agencies as a list (csv): Kind: Statutory partner; Sector group: {'Health ' * (number % 8)}",
            rows=number * 400,
            outcome=["done", "refused", "failed"][number % 3],
        )
    return reverse("access_log", args=["darlington"])


STATES = [
    State("search-nothing-typed", search("")),
    State("search-too-short", search("e")),
    State("search-nothing-found", search("zzzz")),
    State("search-found", search("trust")),
    State("search-one-kind", search("trust", **{"in": "agencies"})),
    State("search-long", search("x" * 300)),
    State("list-with-views", list_with_views),
    State("list-save-view-open", list_with_views, act=open_tools),
    State("saved-view-without-a-name", list_with_views, act=save_nameless, is_error=True),
    State("home-late", late),
    State("set-aside", set_aside),
    State("set-aside-by-others", set_aside_by_others, role=Role.MANAGER),
    State("set-aside-empty", lambda: reverse("set_aside", args=["darlington"])),
    State("set-aside-form", to_set_aside),
    State("set-aside-without-a-reason", to_set_aside, act=without_a_reason, is_error=True),
    State("saved-views-empty", lambda: reverse("views", args=["darlington"]), role=Role.LEARNER),
    State("saved-views", views),
    State("list-looking-back", lambda: f"{AGENCIES}?on_day=31&on_month=3&on_year=2018"),
    State("list-wrong-day", lambda: f"{AGENCIES}?on_day=31&on_month=2&on_year=2018"),
    State("access-log-empty", lambda: reverse("access_log", args=["darlington"]), role=Role.MANAGER),
    State("access-log", log, role=Role.MANAGER),
    State("access-log-no-match", lambda: log() + "?action=print", role=Role.MANAGER),
    State("access-log-forbidden", log, status=403),
    *(State(f"home-{role}", lambda: "/darlington/", role=role) for role in Role),
]
