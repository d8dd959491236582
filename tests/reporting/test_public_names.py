"""The public, and whoever gets a mail, read the name that a partnership has today."""

import pytest
from django.test import Client
from django.urls import reverse

import accounts.mails
from accounts.models import Membership
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Mail
from core.settings import choose
from reporting.mails.sections import asked_to_write
from tests.factories import SectionFactory, UserFactory, make_member
from tests.factories.reporting import PublishedEditionFactory

NAME = "Children of Darlington"


@pytest.fixture
def renamed(darlington):
    with partnership_scope(darlington):
        choose(partnership=darlington, key="name", value=NAME, reason="A new name.", by=UserFactory())
        PublishedEditionFactory()
    return darlington


@pytest.mark.parametrize(
    "address",
    [
        reverse("public"),
        reverse("public:partnership", args=["darlington"]),
        reverse("public:report", args=["darlington", "2019-20"]),
    ],
)
def test_public_pages_are_headed_by_it(renamed, address):
    page = Client().get(address).content.decode()

    assert NAME in page.partition("</head>")[2]
    assert renamed.name not in page.partition("<main")[0]


def test_mails_say_it(renamed):
    author = make_member(renamed, Role.OFFICER, user=UserFactory(name="Person"))
    with partnership_scope(renamed):
        section = SectionFactory(author=author)
        membership = Membership.objects.get(user=author)
        mail = {"partnership": renamed, "to": author.email}
        added = accounts.mails.added(Mail(**mail, kind="accounts.added", subject_id=membership.pk))
        asked = asked_to_write(Mail(**mail, kind="reporting.asked_to_write", subject_id=section.pk))

    assert NAME in added.subject
    assert NAME in added.text
    assert NAME in asked.text
