"""Search finds a name however it is written, what a slip of the hand meant, and what people come to do."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from accounts.roles import Role
from accounts.services import offboarding
from core.dashboard import navigation
from core.db.tenancy import partnership_scope
from tests import factories
from tests.partnership.test_search import found


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("obrien", "The O’Brien Trust"),
        ("O'Brien", "The OBrien Trust"),
        ("childrens", "Children’s Services"),
        ("children's", "Childrens Services"),
        ("cafe", "Siân's Cafe\N{COMBINING ACUTE ACCENT} Trust"),
        ("Café", "Sians CAFE Trust"),
        ("police and crime", "Police & Crime Commissioner"),
        ("police & crime", "Police and Crime Commissioner"),
        ("a and e", "A&E at Darlington"),
        ("a&e", "A and E at Darlington"),
        ("academies", "The Academy"),
        ("academy", "Academies of the Tees"),
        ("churches", "The Church"),
        ("housing trusts", "Mid-Dale Housing Trust"),
        ("zarahouse", "Zara\N{ZERO WIDTH SPACE}House"),
    ],
)
def test_a_name_is_found_however_it_is_written(officer, darlington, typed, name):
    """By the search, and by a filter above a list: there is one way of looking into a text."""
    with partnership_scope(darlington):
        factories.AgencyFactory(name=name)
        factories.ImportBatchFactory(file_name=name, state="wrong", problem="No heading.")

    assert found(officer, typed)["Agencies"] == [name]
    listed = officer.get(reverse("imports:history", args=["darlington"]), {"name": typed}).content.decode()
    assert "1 file" in listed
    assert escape(name) in listed


def test_a_slip_of_the_hand_is_told_and_found(officer, darlington):
    with partnership_scope(darlington):
        factories.AgencyFactory(name="Durham Police")
        factories.AgencyFactory(name="Quillfeather Trust")

    page = officer.get("/darlington/search/", {"q": "durham polise"})

    assert "Nothing says “durham polise”. This is what says “durham police”." in page.content.decode()
    assert found(officer, "durham polise")["Agencies"] == ["Durham Police"]
    assert found(officer, "quilfether")["Agencies"] == ["Quillfeather Trust"]
    assert found(officer, "xyzzyplugh") == {}


def test_no_slip_leads_to_what_the_person_may_not_see(officer, darlington, durham):
    """Nor to a word of another partnership: what is near is sought among what they may see."""
    with partnership_scope(durham):
        factories.AgencyFactory(name="Quillfeather Trust")
    page = officer.get("/darlington/search/", {"q": "quilfeather"}).content.decode()
    assert "Quillfeather" not in page


@pytest.mark.parametrize(
    ("typed", "task"),
    [
        ("add agency", "Add an agency"),
        ("new partner", "Add an agency"),
        ("help", "Get help"),
        ("rename", "Rename, end, merge or split an agency"),
        ("two-factor", "Set up your second factor"),
        ("2fa", "Set up your second factor"),
        ("upload", "Import a spreadsheet"),
        ("invite", "Invite somebody"),
        ("change password", "Change your password"),
    ],
)
def test_what_people_want_to_do_is_found(darlington, member, client_for, typed, task):
    manager = client_for(member(darlington, Role.MANAGER))
    answer = manager.get("/darlington/search/", {"q": typed})
    hits = {hit.title: hit.url for group in answer.context["found"] for hit in group.hits}
    assert task in hits
    assert manager.get(hits[task]).status_code in (200, 302)


@pytest.mark.parametrize("role", Role)
def test_every_task_that_is_offered_opens(darlington, member, client_for, role):
    client = client_for(user := member(darlington, role))
    with partnership_scope(darlington, by=user):
        offered = list(navigation.tasks("darlington", offboarding.member_of(user)))
    assert {task.text for task, _ in offered} >= {"Get help", "Change your password"}
    assert [task.text for task, address in offered if client.get(address).status_code not in (200, 302)] == []


def test_every_task_leads_somewhere():
    for task in settings.PORTAL_TASKS:
        assert navigation._address(task, "darlington", AnybodyMay()), task.text


class AnybodyMay:
    def can(self, permission):
        return True
