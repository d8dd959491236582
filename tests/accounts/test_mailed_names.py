"""No name carries a mail of its own in the portal's: nothing in it becomes a link, and answers reach somebody."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts import tasks
from accounts.roles import Role
from core import forms
from core.db.tenancy import partnership_scope
from core.jobs.mails import Message, _email
from core.models import Mail
from core.settings import choose, named
from tests.factories import UserFactory, make_member

pytestmark = pytest.mark.django_db
LINKS = [
    "Visit https://evil.example/x now",
    "www.evil.example",
    "evil.example",
    "EVIL.COM",
    "Prize at evil.co.uk/win",
    "pay@evil.example",
    "ftp://x",
    "ev\N{ZERO WIDTH SPACE}il.example",
    "Evil.Com win",
    "evil\N{IDEOGRAPHIC FULL STOP}com",
    "evil\N{FULLWIDTH FULL STOP}com",
    "evil\N{ONE DOT LEADER}com",
    "evil.рф",
    "10.0.0.1/x",
    "tel:0900123",
    r"https:\\evil",
    "javascript:alert(1)",
]
NAMES = [
    "Dr. Anne O’Neil-Smith",
    "J.R. Hartley",
    "St.John Smith",
    "Zoë Ångström",
    "Mr A. B. Jones (Chair)",
    "No. 4 Area",
    "Team 2.5",
    "Data: the second line",
]


@pytest.mark.parametrize("typed", LINKS)
def test_a_name_with_a_link_in_it_is_refused(typed):
    with pytest.raises(ValidationError, match="Leave out web and email addresses"):
        forms.MailedNameField().clean(typed)


@pytest.mark.parametrize("typed", NAMES)
def test_names_of_people_and_boards_are_kept(typed):
    assert forms.MailedNameField().clean(typed) == typed


def test_a_name_is_one_line_of_signs_that_can_be_seen():
    typed = "Ann\r\n\r\nYou have won\u202e drawer\u200b"

    assert forms.MailedNameField().clean(typed) == "Ann You have won drawer"


def test_whoever_is_invited_cannot_be_made_a_mail(darlington, client_for):
    manager = client_for(make_member(darlington, Role.MANAGER))

    answer = manager.post(
        "/darlington/settings/users/invite/",
        {"name": "You have won, see evil.example", "email": "x@example.org", "role": "officer"},
    )

    assert "Leave out web and email addresses" in answer.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("key", ["name", "short_name", "business_unit"])
def test_names_of_a_partnership_are_such_names(darlington, key):
    field = named(key).field(darlington)

    with pytest.raises(ValidationError, match="Leave out web"):
        field.clean("evil.example")


def test_answers_go_where_the_partnership_has_said(darlington, settings):
    settings.REPLY_TO = "help@example.org"
    manager = make_member(darlington, Role.MANAGER)
    with partnership_scope(darlington, by=manager):
        row = Mail.objects.create(partnership=darlington, kind="tests.hello", to="x@example.org", subject_id=manager.pk)
        assert _email(row, Message("A", "B")).reply_to == ["help@example.org"]
        told = {"key": "mail_replies", "value": "office@example.org", "reason": "Ours."}
        choose(partnership=darlington, by=manager, **told)
    with partnership_scope(darlington):
        assert _email(row, Message("A", "B")).reply_to == ["office@example.org"]


def test_mails_about_an_account_have_an_answer_too(settings):
    settings.REPLY_TO = "help@example.org"
    UserFactory(email="ada@example.org")

    tasks.send_password_link(email="ada@example.org")

    assert mail.outbox[0].reply_to == ["help@example.org"]
