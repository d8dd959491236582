"""Two people, or one person twice, at the very same moment: two connections, two threads."""

import threading

import pytest
from django.db import connection
from django.test import Client

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.history.revisions import version_of
from core.models import Receipt
from partnership.models import Agency
from tests.core.records_urls import NUMBERED
from tests.core.test_records import NEW, address, text_of, typed
from tests.factories import AgencyFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.core.records_urls")]
ADD = "/darlington/try/add/"


def at_once(*posts):
    """Send the posts in threads of their own, started together; returns the answers in their order."""
    start, answers = threading.Barrier(len(posts)), [None] * len(posts)

    def run(place, user, where, fields):
        client = Client()
        client.force_login(user)
        start.wait(timeout=10)
        try:
            answers[place] = client.post(where, fields)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, *post)) for place, post in enumerate(posts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


@pytest.fixture
def officer(darlington, member):
    return member(darlington, Role.OFFICER)


def opened_by(user, where):
    client = Client()
    client.force_login(user)
    return typed(client.get(where))


@pytest.mark.parametrize("name", ["Fire service", NUMBERED], ids=["taken", "free"])
def test_a_double_click_adds_one_record(darlington, officer, name):
    """Also where no constraint would refuse the second one."""
    form = NEW | {"name": name} | opened_by(officer, ADD)

    answers = at_once(*[(officer, ADD, form)] * 4)

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    with partnership_scope(darlington):
        assert (Agency.objects.count(), Receipt.objects.count()) == (1, 1)


def test_of_two_adds_of_one_name_the_second_reads_why(darlington, member, officer):
    other = member(darlington, Role.OFFICER)
    posts = [(user, ADD, NEW | opened_by(user, ADD) | {"note": f"By {user}"}) for user in (officer, other)]

    answers = at_once(*posts)

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refused = next(place for place, answer in enumerate(answers) if answer.status_code == 200)
    assert "There is another agency of this name" in text_of(answers[refused])
    assert f"By {posts[refused][0]}" in text_of(answers[refused])
    with partnership_scope(darlington):
        assert Agency.objects.count() == 1


def test_of_two_changes_at_once_the_second_sees_both_texts(darlington, member, officer):
    with partnership_scope(darlington):
        agency = AgencyFactory(name="Old name")
    where, other = address("try_change", agency), member(darlington, Role.OFFICER)
    names = ["Hers", "His"]
    posts = [
        (user, where, {"name": name, "kind": agency.kind, **opened_by(user, where)})
        for user, name in zip((officer, other), names, strict=True)
    ]

    answers = at_once(*posts)

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    stale = next(answer for answer in answers if answer.status_code == 200)
    assert all(name in text_of(stale) for name in names)
    with partnership_scope(darlington):
        assert version_of(agency) == 2
