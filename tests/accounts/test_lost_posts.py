"""Nothing typed is lost where a browser has no session any more, or a token that is not its own."""

import re

import pytest
from django.core import signing
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import MembershipRole
from accounts.roles import Role
from core.db.tenancy import partnership_scope
from core.models import Draft
from core.submissions import drafts
from core.submissions.signing import statement
from partnership.models import Agency
from tests import second_factors as factor
from tests.core.test_records import ADD, NEW, text_of
from tests.factories import PartnershipFactory, UserFactory, make_member
from tests.factories.accounts import close

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.records_urls")]
KEEP = "/darlington/drafts/"
TEXT = "What took me an hour to write"
WAY_IN = f"/sign-in/?next={ADD}"


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.OFFICER)


@pytest.fixture
def other(darlington):
    return make_member(darlington, Role.OFFICER, user=UserFactory())


class Browser(Client):
    """Checks tokens, and sends a form with all its hidden fields, as a browser does."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)

    def open(self, path=ADD):
        self.hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page(path)))
        return self.hidden

    def page(self, path=ADD):
        return self.get(path).content.decode()

    def send(self, path=ADD, **fields):
        return self.post(path, self.hidden | NEW | {"name": TEXT} | fields)


@pytest.fixture
def browser(user):
    browser = Browser()
    browser.force_login(user)
    browser.open()
    return browser


def drafts_in(partnership):
    with partnership_scope(partnership):
        return {(draft.user_id, draft.path): draft.fields for draft in Draft.objects.all()}


def names_in(partnership):
    return [fields["name"] for fields in drafts_in(partnership).values()]


def sign_in(client, user):
    """Through the page of the way in, with its own token."""
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.page(WAY_IN))[1]
    answer = client.post(
        WAY_IN, {"csrfmiddlewaretoken": token, "login": user.email, "password": factor.PASSWORD, "next": ADD}
    )
    assert answer.url == ADD


def statement_of(user, path=ADD):
    request = RequestFactory().get(path)
    request.user = user
    return statement(request)


def signed_out_in_another_tab(browser):
    browser.post("/sign-out/", {"csrfmiddlewaretoken": browser.hidden["csrfmiddlewaretoken"]})


def ended_from_another_device(browser):
    browser.session.delete()


def session_cookie_lost(browser):
    del browser.cookies["session"]


def all_cookies_lost(browser):
    browser.cookies.clear()


WAYS_OUT = [signed_out_in_another_tab, ended_from_another_device, session_cookie_lost, all_cookies_lost]


@pytest.mark.parametrize("way_out", WAYS_OUT, ids=lambda way: way.__name__)
def test_a_form_whose_session_has_gone_comes_back_with_its_text(browser, user, darlington, way_out):
    way_out(browser)

    answer = browser.send()
    assert answer.url == WAY_IN
    assert "What you typed is kept: sign in, look it over and save it." in browser.page(answer.url)

    sign_in(browser, user)
    assert f'value="{TEXT}"' in browser.page(ADD)
    with partnership_scope(darlington):
        assert not Agency.objects.exists()
    browser.open()
    assert browser.send().status_code == 302
    assert drafts_in(darlington) == {}


def test_whoever_else_signs_in_neither_sees_it_nor_takes_it_away(browser, user, other, darlington):
    ended_from_another_device(browser)
    browser.send()
    sign_in(browser, other)

    assert TEXT not in browser.page(ADD)
    browser.open()
    browser.post(KEEP, browser.hidden | {"draft_of": ADD, "name": "Theirs"})
    assert {key: fields["name"] for key, fields in drafts_in(darlington).items()} == {
        (user.pk, ADD): [TEXT],
        (other.pk, ADD): ["Theirs"],
    }


def test_a_form_of_somebody_who_was_signed_in_before_is_kept_for_them(browser, user, other, darlington):
    hidden = browser.hidden
    signed_out_in_another_tab(browser)
    sign_in(browser, other)
    browser.open()
    token = browser.hidden["csrfmiddlewaretoken"]
    for more in ({}, {"csrfmiddlewaretoken": token}):
        answer = browser.post(ADD, hidden | NEW | {"name": TEXT} | more)
        assert answer.status_code == 409
        assert "kept for them alone" in text_of(answer)

    assert list(drafts_in(darlington)) == [(user.pk, ADD)]
    with partnership_scope(darlington):
        assert not Agency.objects.exists()


def test_autosave_in_another_persons_session_keeps_nothing(browser, other, darlington):
    hidden = browser.hidden
    signed_out_in_another_tab(browser)
    sign_in(browser, other)
    for token in (hidden["csrfmiddlewaretoken"], browser.open()["csrfmiddlewaretoken"]):
        more = {"draft_of": ADD, "name": TEXT, "csrfmiddlewaretoken": token}
        assert browser.post(KEEP, hidden | more).status_code in {403, 409}

    assert drafts_in(darlington) == {}


def test_what_autosave_sends_without_a_session_is_kept_for_its_form(browser, user, darlington):
    session_cookie_lost(browser)

    assert browser.post(KEEP, browser.hidden | {"draft_of": ADD, "name": TEXT}).status_code == 302
    assert drafts_in(darlington)[user.pk, ADD]["name"] == [TEXT]
    assert "You were signed out" not in browser.page("/sign-in/")


def test_a_form_with_the_token_of_an_earlier_sign_in_comes_back_with_its_text(browser, user, darlington):
    hidden = browser.hidden
    signed_out_in_another_tab(browser)
    sign_in(browser, user)
    browser.hidden = hidden

    answer = browser.send()

    assert answer.url == ADD
    page = browser.page(ADD)
    assert "This is not saved: your sign-in has changed" in page
    assert f'value="{TEXT}"' in page
    with partnership_scope(darlington):
        assert not Agency.objects.exists()


def test_autosave_with_an_old_token_is_told_to_ask_for_another(browser, darlington):
    assert browser.post(KEEP, browser.hidden | {"draft_of": ADD, "csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_whoever_has_to_set_up_a_second_factor_first_loses_nothing(browser, darlington, settings):
    settings.SECOND_FACTOR = "required"

    assert browser.send().url == f"/account/second-factor/?next={ADD}"
    assert names_in(darlington) == [[TEXT]]


def forged(user):
    return [
        None,
        "",
        str(user.pk),
        statement_of(user)[:-1],
        statement_of(user, ADD + "?for=another"),
        statement_of(user, "/durham/try/add/"),
        signing.TimestampSigner(salt="another form").sign_object([str(user.pk), ADD]),
    ]


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("way_out", [session_cookie_lost, all_cookies_lost], ids=lambda way: way.__name__)
def test_what_nobody_has_signed_for_this_form_keeps_nothing(browser, user, darlington, durham, way_out, number):
    way_out(browser)
    said = forged(user)[number]
    browser.hidden.pop("typed_by")

    answer = browser.send(**({"typed_by": said} if said is not None else {}))

    assert answer.status_code == (302 if way_out is session_cookie_lost else 403)
    assert drafts_in(darlington) == drafts_in(durham) == {}


def test_a_statement_for_one_address_opens_no_other(browser, user, darlington, durham):
    session_cookie_lost(browser)

    browser.send("/darlington/try/post/")
    browser.send("/durham/try/add/")
    browser.send(KEEP, draft_of="/durham/try/add/")
    browser.send("/durham/drafts/", draft_of="/durham/try/add/")

    assert drafts_in(darlington) == drafts_in(durham) == {}


def test_a_statement_of_a_place_that_one_may_not_enter_keeps_nothing(browser, user, durham):
    session_cookie_lost(browser)

    browser.send("/durham/try/add/", typed_by=statement_of(user, "/durham/try/add/"))

    assert drafts_in(durham) == {}


def test_an_old_statement_keeps_nothing(browser, darlington, monkeypatch):
    session_cookie_lost(browser)
    monkeypatch.setattr("core.submissions.signing.LASTS", timezone.timedelta(seconds=-1))

    browser.send()

    assert drafts_in(darlington) == {}


@pytest.mark.parametrize("gone", ["account", "roles", "partnership"])
def test_whoever_may_not_come_back_has_nothing_kept(gone):
    closed = {"closed_on": timezone.localdate()} if gone == "partnership" else {}
    place = PartnershipFactory(slug=f"without-{gone}", **closed)
    path, user = f"/without-{gone}/try/add/", make_member(place, Role.OFFICER)
    if gone == "account":
        close(user)
    if gone == "roles":
        with partnership_scope(place):
            MembershipRole.objects.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))

    Client().post(path, {"name": TEXT, "typed_by": statement_of(user, path)})

    assert drafts_in(place) == {}


def test_too_much_leads_to_sign_in_without_saying_that_it_is_kept(browser, darlington):
    session_cookie_lost(browser)

    assert browser.send(note="x" * (drafts.LARGEST + 1)).url == WAY_IN
    assert "is kept" not in browser.page(WAY_IN)
    assert drafts_in(darlington) == {}


def test_it_is_one_row_however_often_it_is_sent_and_not_too_often(browser, darlington, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"keep_typed": "2/5m/key"}
    session_cookie_lost(browser)

    for text in ("one", "two", "three"):
        browser.send(name=text)

    assert names_in(darlington) == [["two"]]


def test_passwords_codes_and_files_are_never_kept(browser, darlington):
    session_cookie_lost(browser)

    browser.send(password="secret", new_password1="secret", code="123456")

    (kept,) = drafts_in(darlington).values()
    assert not {"password", "new_password1", "code", "csrfmiddlewaretoken", "typed_by"} & set(kept)
