"""How long a session lasts, how it ends, and that nothing typed is lost when it does."""

import time
from dataclasses import replace

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services import sessions
from core.db.tenancy import partnership_scope
from core.models import Draft
from tests import second_factors as factor
from tests.factories import PartnershipFactory, UserFactory, make_member
from tests.factories.accounts import close

pytestmark = pytest.mark.django_db
MINUTES, HOURS = 60, 60 * 60
FORM = "/darlington/budget/2031-32/reserve/"
TYPED = {"note": "What took me an hour to write", "opening_reserve": "1,200"}


@pytest.fixture
def user(darlington):
    return make_member(darlington, Role.MANAGER)


@pytest.fixture
def later(monkeypatch):
    """`later(seconds)` lets time pass for sessions."""
    began, passed = time.time, [0.0]

    def pass_by(seconds):
        passed[0] += seconds

    monkeypatch.setattr("accounts.session_facts.time.time", lambda: began() + passed[0])
    return pass_by


def is_signed_in(client):
    return client.get("/darlington/").status_code == 200


def session_of(client, user):
    """The row of a browser's session in the list of its person."""
    return next(one for one in sessions.of(user) if one.has_key(client.session.session_key))


def drafts_in(partnership):
    with partnership_scope(partnership):
        return list(Draft.objects.all())


def test_it_ends_after_half_an_hour_without_use(client_for, user, later):
    client = client_for(user)
    later(29 * MINUTES)
    assert is_signed_in(client)
    later(29 * MINUTES)
    assert is_signed_in(client)
    later(30 * MINUTES)

    assert client.get("/darlington/agencies/?page=2").url == "/sign-in/?next=/darlington/agencies/%3Fpage%3D2"
    assert SESSION_KEY not in client.session


def test_it_ends_after_ten_hours_of_use(client_for, user, later):
    client = client_for(user)
    for _ in range(23):
        later(25 * MINUTES)
        assert is_signed_in(client)
    later(25 * MINUTES)

    assert not is_signed_in(client)


def test_autosaving_does_not_keep_it_open_for_ever(client_for, user, later):
    client = client_for(user)
    for _ in range(30):
        later(20 * MINUTES)
        client.post("/darlington/drafts/", {"draft_of": FORM, **TYPED})

    assert SESSION_KEY not in client.session


def test_a_session_that_does_not_say_when_it_began_is_over(client_for, user):
    client = client_for(user)
    session = client.session
    del session["began_at"]
    session.save()

    assert not is_signed_in(client)


def test_an_ended_session_shows_no_name_even_where_nothing_is(client_for, user, later):
    client = client_for(user)
    later(31 * MINUTES)

    assert user.name not in client.get("/nothing/at/all").content.decode()


def test_what_was_typed_into_a_form_that_came_too_late_is_there_after_signing_in(client_for, user, later, darlington):
    client = client_for(user)
    client.get(FORM)
    later(3 * HOURS)

    answer = client.post(FORM, TYPED | {"csrfmiddlewaretoken": "x"}, headers={"Referer": f"http://testserver{FORM}"})
    factor.sign_in(user, client=client, next=FORM)
    page = client.get(client.last.url)

    assert answer.url == f"/sign-in/?next={FORM}"
    assert client.last.url == FORM
    assert TYPED["note"] in page.content.decode()
    assert [draft.fields["note"] for draft in drafts_in(darlington)] == [[TYPED["note"]]]


def test_it_is_kept_over_a_weekend_too(client_for, user, later, darlington):
    client = client_for(user)
    later(64 * HOURS)
    client.post(FORM, TYPED)

    assert len(drafts_in(darlington)) == 1


def test_what_autosaving_sends_too_late_is_kept_for_its_form(client_for, user, later, darlington):
    client = client_for(user)
    later(HOURS)
    client.post("/darlington/drafts/", TYPED | {"draft_of": FORM})

    assert [draft.path for draft in drafts_in(darlington)] == [FORM]


@pytest.mark.parametrize("more", [{"draft_of": "/durham/budget/"}, {"draft_of": FORM, "draft_discard": "yes"}])
def test_what_autosaving_may_not_keep_is_not_kept_late_either(client_for, user, later, darlington, more):
    client = client_for(user)
    later(HOURS)
    client.post("/darlington/drafts/", TYPED | more)

    assert drafts_in(darlington) == []


def test_it_is_kept_for_nobody_else(client_for, user, later, darlington, durham):
    client = client_for(user)
    later(HOURS)
    client.post(FORM.replace("darlington", "durham"), TYPED)
    client.post(FORM, TYPED)  # by now nobody is signed in

    assert drafts_in(darlington) == drafts_in(durham) == []


def test_another_sites_form_leaves_nothing(user, later, darlington):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    later(HOURS)

    assert client.post(FORM, TYPED).status_code == 403
    assert drafts_in(darlington) == []


def test_in_a_closed_partnership_nothing_is_kept(client_for, later):
    closed = PartnershipFactory(slug="closed-for-typing", closed_on=timezone.localdate())
    client = client_for(make_member(closed, Role.MANAGER))
    later(HOURS)
    client.post("/closed-for-typing/budget/2031-32/reserve/", TYPED)

    assert drafts_in(closed) == []


def test_more_than_a_draft_holds_leads_to_sign_in_all_the_same(client_for, user, later, darlington):
    client = client_for(user)
    later(HOURS)

    assert client.post(FORM, {"note": "x" * 300_000}).url.startswith("/sign-in/")
    assert drafts_in(darlington) == []


@pytest.mark.parametrize(
    ("referer", "led_to"),
    [
        ("http://testserver/darlington/reports/?page=2", "/darlington/reports/%3Fpage%3D2"),
        ("https://evil.example/darlington/", "/darlington/reports/2031-32/compile/"),
        ("", "/darlington/reports/2031-32/compile/"),
    ],
)
def test_a_button_leads_back_to_the_page_that_it_stands_on(client, user, referer, led_to):
    answer = client.post("/darlington/reports/2031-32/compile/", headers={"Referer": referer})

    assert answer.url == f"/sign-in/?next={led_to}"


def test_a_list_that_htmx_asks_for_is_led_as_a_page(client):
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/darlington/agencies/"}

    assert (
        client.get("/darlington/agencies/?page=2", headers=asked)["HX-Redirect"]
        == "/sign-in/?next=/darlington/agencies/"
    )


def test_using_it_writes_once_in_a_while_not_each_time(client_for, user, later, django_assert_num_queries):
    client = client_for(user)
    client.get("/account/name/")
    later(2 * MINUTES)
    client.get("/account/name/")
    with django_assert_num_queries(2):  # the session and the person
        client.get("/account/name/")


def test_when_a_person_was_last_seen_is_kept(client_for, user, later):
    client = client_for(user)
    User.objects.update(last_seen_at=None)
    client.get("/darlington/")
    assert User.objects.get(pk=user.pk).last_seen_at is None
    later(6 * MINUTES)
    client.get("/darlington/")

    seen = User.objects.get(pk=user.pk)
    assert timezone.now() - seen.last_seen_at < timezone.timedelta(minutes=1)
    assert seen.last_partnership.slug == "darlington"
    assert session_of(client, user).ip == "127.0.0.1"


def test_a_person_sees_their_sessions_and_ends_one(user):
    here = factor.sign_in(user)
    there = factor.sign_in(user, client=Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/18 Safari/604"))
    page = here.get("/account/sessions/").content.decode()
    assert page.count("govuk-summary-card__title-wrapper") == 2
    assert "Safari on an iPhone" in page
    other = session_of(there, user)

    here.post(f"/account/sessions/{other.pk}/end/")

    assert not is_signed_in(there)
    assert is_signed_in(here)
    assert "Safari on an iPhone" not in here.get("/account/sessions/").content.decode()


def test_nobody_ends_somebody_elses(user, darlington):
    officer = make_member(darlington, Role.OFFICER, user=UserFactory())
    theirs = factor.sign_in(officer)
    other = session_of(theirs, officer)

    assert factor.sign_in(user).post(f"/account/sessions/{other.pk}/end/").status_code == 404
    assert is_signed_in(theirs)


def test_all_others_end_together(user):
    here, *others = [factor.sign_in(user) for _ in range(3)]

    here.post("/account/sessions/end-others/")

    assert is_signed_in(here)
    assert not any(is_signed_in(other) for other in others)


def test_closing_an_account_ends_its_sessions_at_once(user):
    client = factor.sign_in(user)
    close(user)

    assert not is_signed_in(client)


def test_signing_out_empties_the_browser(user):
    client = factor.sign_in(user)

    answer = client.post("/sign-out/")

    assert '"cache"' in answer["Clear-Site-Data"]
    assert not is_signed_in(client)


def test_of_more_sessions_than_a_person_may_have_the_one_used_longest_ago_ends(user, settings):
    settings.QUOTAS = settings.QUOTAS | {"sessions": replace(settings.QUOTAS["sessions"], most=2)}
    other = factor.sign_in(UserFactory())
    browsers = [factor.sign_in(user) for _ in range(3)]

    assert [is_signed_in(browser) for browser in browsers] == [False, True, True]
    assert len(sessions.of(user)) == 2
    assert SESSION_KEY in other.session
    assert "You can be signed in at 2 places." in browsers[-1].get("/account/sessions/").content.decode()
