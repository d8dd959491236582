"""A new partnership's home says what to do first, in order, with what is done ticked."""

import datetime

import pytest
from django.utils import timezone

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.settings import choose
from tests import factories
from tests.factories import PartnershipFactory, make_member

pytestmark = pytest.mark.django_db(transaction=True)
ALL = [
    "Say how people reach the partnership",
    "Bring in the agencies, from a spreadsheet or one by one",
    "Invite the people you work with",
    "Bring in the groups, and who reports to whom",
    "Start the year’s budget, with what each partner gives",
    "Add the first values of the indicators",
    "Start the annual report",
]


@pytest.fixture
def new(db):
    factories.ReportTemplateFactory()
    return PartnershipFactory(slug="brand-new", name="Brand New", founded_on=timezone.localdate())


def home(partnership, user, client_for):
    return client_for(user).get(f"/{partnership.slug}/")


def steps(answer):
    return [(step.title, step.is_done) for step in answer.context["steps"]]


def test_the_first_manager_reads_what_to_do_in_order_and_each_leads_somewhere(new, client_for):
    client = client_for(make_member(new, Role.MANAGER))
    answer = client.get("/brand-new/")

    assert steps(answer) == [(title, False) for title in ALL]
    for step in answer.context["steps"]:
        assert f'href="{step.url}"' in answer.content.decode()
        assert client.get(step.url, follow=True).status_code == 200


def test_what_is_done_is_ticked_and_the_list_goes_when_all_is(new, client_for):
    manager = make_member(new, Role.MANAGER)
    with partnership_scope(new):
        factories.ContributionFactory()

    done = {title for title, is_done in steps(home(new, manager, client_for)) if is_done}
    assert done == {ALL[1], ALL[4]}
    assert ">Done<" in home(new, manager, client_for).content.decode()
    make_member(new, Role.OFFICER)
    with partnership_scope(new):
        choose(partnership=new, key="contact", value="Ring us", reason="New.", by=None)
        factories.GroupFactory()
        factories.IndicatorValueFactory()
        factories.ReportFactory()
    assert steps(home(new, manager, client_for)) == []
    assert "First steps" not in home(new, manager, client_for).content.decode()


def test_nobody_is_told_of_a_step_that_is_not_theirs(new, client_for):
    of = {role: steps(home(new, make_member(new, role), client_for)) for role in (Role.OFFICER, Role.ANALYST)}

    assert ALL[0] not in [title for title, _ in of[Role.OFFICER]]
    assert {ALL[0], ALL[2]}.isdisjoint(title for title, _ in of[Role.ANALYST])
    for role in (Role.SCRUTINEER, Role.LAY_MEMBER, Role.LEARNER):
        assert steps(home(new, make_member(new, role), client_for)) == []


def test_a_partnership_of_long_standing_is_told_nothing_of_the_sort(db, client_for):
    old = PartnershipFactory(
        slug="long-here", name="Long Here", founded_on=timezone.localdate() - datetime.timedelta(days=400)
    )

    assert steps(home(old, make_member(old, Role.MANAGER), client_for)) == []
