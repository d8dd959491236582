"""A partnership's accessibility statement: what a review found, public at once, and due again by a day."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.about import shipped_statement
from core.db.tenancy import partnership_scope
from reporting.models import AccessibilityStatement
from tests.factories import make_member

pytestmark = pytest.mark.django_db
MEMBERS = reverse("about:accessibility", args=["darlington"])
PUBLIC = reverse("public:accessibility", args=["darlington"])
REVIEW = reverse("about:review", args=["darlington"])
TODAY = timezone.localdate()


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def sent(**other):
    return {
        **parts("tested_on", TODAY),
        **parts("next_review_on", TODAY + datetime.timedelta(days=other.pop("days", 365))),
        "tested_how": "Read with NVDA by the council’s web team.",
        "meets": "partly",
        "problems": "Scanned minutes of before 2018.",
        "alternatives": "",
        **other,
    }


@pytest.fixture
def manager(client_for, darlington):
    return client_for(make_member(darlington, Role.MANAGER))


def test_until_it_is_reviewed_the_portals_own_statement_stands(anybody, published, manager):
    for page in (manager.get(MEMBERS), anybody.get(PUBLIC), anybody.get(reverse("accessibility"))):
        text = page.content.decode()
        assert shipped_statement().standard in text
        assert shipped_statement().tested_how[:60] in text
        assert "Equality Advisory and Support Service" in text


def test_a_review_is_public_at_once_and_names_nobody(anybody, published, manager, darlington):
    assert manager.post(REVIEW, sent()).url == MEMBERS

    for page in (manager.get(MEMBERS), anybody.get(PUBLIC)):
        text = page.content.decode()
        assert "Read with NVDA by the council’s web team." in text
        assert "Scanned minutes of before 2018." in text
        assert "They meet most of the Web Content" in text
        assert shipped_statement().problems[0].says in text
    assert "Earlier reviews" not in manager.get(MEMBERS).content.decode()
    manager.post(REVIEW, sent(meets="fully", problems=""))
    assert "They meet all of the Web Content" in anybody.get(PUBLIC).content.decode()
    assert "they meet all of it" not in manager.get(MEMBERS).content.decode().partition("Earlier reviews")[2]
    assert "they meet most of it" in manager.get(MEMBERS).content.decode().partition("Earlier reviews")[2]


def test_sent_twice_it_is_one_review(manager, darlington):
    receipt = {"receipt": "b3f1a2de-4a0f-4f5e-9d55-0d6f2e8b6c11"}

    for _ in range(2):
        assert manager.post(REVIEW, sent(**receipt)).url == MEMBERS
    with partnership_scope(darlington):
        assert AccessibilityStatement.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"problems": " "}, "Say what does not meet the standard"),
        ({"meets": ""}, "Answer “Do they meet WCAG 2.2, level AA?”"),
        ({"tested_how": ""}, "Answer “How were they tested, and by whom?”"),
        ({"days": 0}, "must be after today"),
        (parts("tested_on", TODAY + datetime.timedelta(days=1)), "still to come"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(manager, darlington, wrong, says):
    page = manager.post(REVIEW, sent(**wrong)).content.decode()

    assert says in page
    assert "Read with NVDA" in page or "tested_how" in wrong
    with partnership_scope(darlington):
        assert not AccessibilityStatement.objects.exists()


def test_the_next_review_begins_with_what_the_last_one_said(manager, darlington):
    manager.post(REVIEW, sent())

    assert "Scanned minutes of before 2018." in manager.get(REVIEW).content.decode()


FIRST = "Test your public pages and publish your accessibility statement"
AGAIN = "Review the accessibility statement"


def test_the_manager_is_asked_for_it_once_something_is_public(manager, darlington, client_for, published):
    officer = client_for(make_member(darlington, Role.OFFICER))

    assert FIRST in manager.get("/darlington/").content.decode()
    assert FIRST not in officer.get("/darlington/").content.decode()
    manager.post(REVIEW, sent())
    home = manager.get("/darlington/").content.decode()
    assert FIRST not in home
    assert AGAIN not in home


def test_a_review_is_due_by_the_day_that_the_last_one_set(manager, darlington):
    manager.post(REVIEW, sent(days=30))

    assert AGAIN in manager.get("/darlington/").content.decode()


def test_nothing_is_asked_of_a_partnership_that_publishes_nothing(manager):
    assert FIRST not in manager.get("/darlington/").content.decode()


def test_another_partnerships_statement_is_not_shown(manager, darlington, durham, client_for):
    manager.post(REVIEW, sent())
    theirs = client_for(make_member(durham, Role.MANAGER)).get(reverse("about:accessibility", args=["durham"]))

    assert "Read with NVDA" not in theirs.content.decode()
