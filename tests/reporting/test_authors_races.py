"""One day for many sections, while somebody else gives one of them away."""

import threading

import pytest
from django.db import connection

from accounts.roles import Role
from core.db.tenancy import partnership_scope
from tests.factories import ReportFactory, SectionFactory, make_member
from tests.reporting.test_two_savers import AUGUST, assign, hidden, section, url

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_that_is_given_away_at_the_same_moment_is_named(darlington, client_for):
    browser = client_for(make_member(darlington, Role.MANAGER))
    author, answers = make_member(darlington, Role.OFFICER), []
    with partnership_scope(darlington):
        SectionFactory(report=ReportFactory(year="2019-20"), key="people", title="People")
    form = {"section": ["people"], "author": "nobody", **AUGUST} | hidden(browser.get(url("assign_many")))

    def send():
        answers.append(browser.post(url("assign_many"), form))
        connection.close()

    late = threading.Thread(target=send)
    with partnership_scope(darlington):
        assign(darlington, None, author)
        late.start()
        late.join(1)
        assert late.is_alive(), "It did not wait."
    late.join(10)

    assert f"“People”: {author.name} writes it" in answers[0].content.decode()
    with partnership_scope(darlington):
        assert section().author == author
