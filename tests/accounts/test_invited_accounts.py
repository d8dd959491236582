"""What an invitation shows of an account that is there already: nothing, until its person has accepted."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from accounts.offboarding import hold
from accounts.roles import Permission, Role
from accounts.services import second_factor
from core.db.account_scope import account_scope
from core.db.tenancy import partnership_scope
from core.models import Mail
from tests.accounts.inviting import EMAIL, acting, invite, membership_of, sent, token_in
from tests.factories import UserFactory, make_member
from tests.factories.accounts import close
from tests.second_factors import give

pytestmark = pytest.mark.django_db

OWN_NAME, NEW_ADDRESS = "Canary Ownname", "canary.moved@example.org"
SEEN_AT = timezone.make_aware(timezone.datetime(2019, 5, 17, 9, 30))
LISTS = ["", "?sort=last_seen", "?state=all", "?export=csv", "?name=sam"]
PAGES = ["people:person", "people:handover_sheet", "people:withdraw", "people:role_add"]


@pytest.fixture
def there(durham):
    """Somebody with an account, whose name, factor and last visit are nobody's business in Darlington."""
    user = make_member(durham, Role.OFFICER, user=UserFactory(email=EMAIL, name=OWN_NAME))
    give(user)
    User.objects.filter(pk=user.pk).update(last_seen_at=SEEN_AT)
    return user


@pytest.fixture
def invited(darlington, manager, there):
    membership = invite(darlington, manager)
    with account_scope(there):
        User.objects.filter(pk=there.pk).update(email=NEW_ADDRESS)
    return membership


def told(response) -> str:
    return b"".join(response).decode(errors="replace")


def assert_nothing_shows(text):
    for secret in (OWN_NAME, NEW_ADDRESS, "17 May 2019", "2019-05-17", "Set up"):
        assert secret not in text


def page_of(membership) -> str:
    return reverse("people:person", args=["darlington", membership.pk])


def addresses(membership):
    people = [reverse("people:users", args=["darlington"]) + end for end in LISTS]
    pages = [reverse(name, args=["darlington", membership.pk]) for name in PAGES]
    history = reverse("history", args=["darlington", "accounts.membership", membership.pk])
    return [*people, *pages, history, "/darlington/"]


def test_no_page_list_export_or_search_shows_the_account(invited, manager, client_for):
    browser = client_for(manager.user)
    for address in addresses(invited):
        page = browser.get(address)
        assert page.status_code == 200, address
        text = told(page)
        assert "Sam Carter" in text, address
        assert_nothing_shows(text)
    found = told(browser.get("/darlington/search/?q=sam"))
    assert str(invited.pk) in found
    assert_nothing_shows(found)


@pytest.mark.parametrize("words", [OWN_NAME, "canary", NEW_ADDRESS])
def test_no_search_finds_the_invited_by_what_the_account_says(invited, manager, client_for, words):
    browser = client_for(manager.user)
    for address in ("/darlington/search/", reverse("people:users", args=["darlington"])):
        assert str(invited.pk) not in told(browser.get(address, {"q": words, "name": words}))


def test_an_unknown_address_looks_the_same(darlington, invited, manager, client_for):
    invite(darlington, manager, email="nobody.there@example.org")
    other = membership_of(darlington, "nobody.there@example.org")
    browser = client_for(manager.user)
    first, second = (told(browser.get(page_of(one))) for one in (invited, other))

    rows = [page[page.index("<dl") : page.index("</dl>")] for page in (first, second)]
    assert rows[0].replace(EMAIL, "…") == rows[1].replace("nobody.there@example.org", "…")


def test_what_was_withdrawn_still_shows_nothing(invited, manager, client_for):
    browser = client_for(manager.user)
    browser.post(reverse("people:withdraw", args=["darlington", invited.pk]))
    assert_nothing_shows(told(browser.get(reverse("people:users", args=["darlington"]) + "?state=all")))
    assert_nothing_shows(told(browser.get(page_of(invited))))


def test_a_second_factor_cannot_be_asked_for_before(invited, manager, client_for):
    browser = client_for(manager.user)
    page = browser.get(reverse("people:lost_phone", args=["darlington", invited.pk]), follow=True)
    assert "has not accepted the invitation yet" in told(page)


def test_once_they_accept_the_account_says_who_they_are(darlington, invited, there, manager, client_for):
    second_factor.remove(user=there, by=there)
    browser = client_for(User.objects.get(pk=there.pk))
    assert browser.post(f"/join/{token_in(sent(darlington)[-1])}/").url == "/darlington/"
    assert OWN_NAME in told(client_for(manager.user).get(page_of(invited)))


def test_the_link_goes_to_the_address_that_was_asked(darlington, invited):
    assert sent(darlington)[-1].to == [EMAIL]


def test_a_closed_account_is_invited_like_any_other_and_joins_nowhere(darlington, there, manager, client_for):
    waiting = token_of_another(darlington, manager)
    for user in User.objects.exclude(pk=manager.user.pk):
        close(user)
    form = {"name": "Sam Carter", "email": EMAIL, "role": "officer"}
    page = client_for(manager.user).post(reverse("people:invite", args=["darlington"]), form, follow=True)
    assert f"We have emailed {EMAIL}." in told(page)
    sent(darlington)
    with partnership_scope(darlington):
        assert Mail.objects.get(to=EMAIL).state == Mail.State.DROPPED
    assert Client().post(f"/join/{waiting}/", {"password": "three random words here"}).status_code == 410


def token_of_another(partnership, manager):
    invite(partnership, manager, email="new.one@example.org")
    return token_in(sent(partnership)[-1])


def test_nobody_holds_anything_before_they_accept(darlington, invited, there):
    with partnership_scope(darlington):
        assert not Membership.objects.holding(*Permission).filter(pk=invited.pk).exists()
        assert not Membership.objects.keeping_the_report().filter(pk=invited.pk).exists()
        with pytest.raises(Exception, match="Sam Carter has not accepted the invitation yet"):
            hold(there)


def test_a_name_that_others_made_up_goes_when_the_person_comes(darlington, durham, manager, client):
    """Two partnerships ask one person who has no account yet, each with a name of its own."""

    invite(durham, acting(durham, Role.MANAGER), name="Canary Ownname")
    invite(darlington, manager)
    token = token_in(sent(darlington)[-1])
    assert_nothing_shows(told(client.get(f"/join/{token}/")))

    client.post(f"/join/{token}/", {"password": "three random words here"})

    assert User.objects.get(email=EMAIL).name == "Sam Carter"


def test_nothing_that_others_wrote_stands_at_the_top_of_the_mail(darlington, there, manager):
    User.objects.filter(pk=manager.user.pk).update(name="Stranger Words")
    invite(darlington, manager, name="Typed Words")
    mail = sent(darlington)[-1]
    top, link, _ = mail.body.partition("http")
    assert link
    for words in ("Stranger Words", "Typed Words", "Darlington", OWN_NAME):
        assert words not in mail.subject + top
    assert "Stranger Words" in mail.body
