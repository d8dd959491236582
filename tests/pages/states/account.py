"""A person's own account, and the ways in."""

from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.models import EmailChange, Membership, Operator, User
from accounts.roles import Role
from accounts.services import email_changes, second_factor
from core.db import sign_ins
from tests import second_factors as factor
from tests.browser.sessions import run_out
from tests.factories import UserFactory, make_member
from tests.factories.accounts import PASSWORD
from tests.pages.state import State


def me():
    """Who looks at the page."""
    return Membership.objects.get().user


def with_app(name):
    """The address of a page for somebody with an authenticator app, who has still to sign in."""

    def make():
        second_factor.set_up(user=me(), secret=factor.SECRET, counter=0)
        return reverse(name)

    return make


def tried(name):
    """The address of a page for somebody in whose name others tried to sign in."""
    for became in ("good", "password", "code", "blocked", "good"):
        sign_ins.note(me().pk, fingerprint="", ip="2001:db8:ffff:ffff:ffff:ffff:ffff:1", outcome=became)
    return reverse(name)


def press(name):
    """Send the page's form by that button."""

    def act(page):
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state()

    return act


def say_password(page):
    page.locator("#id_login").fill(User.objects.get().email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/sign-in/code/")


def say_code(page):
    say_password(page)
    page.locator("#id_code").fill(factor.code())
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda address: "/account/" in address)


def say_wrong_code(page):
    say_password(page)
    page.locator("#id_code").fill(factor.wrong_code())
    press("Continue")(page)


def set_up(page):
    page.locator("#id_code").fill(factor.code(secret=page.locator(".p-key").inner_text().replace(" ", "")))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/recovery-codes/**")


def send_too_late(page):
    """Type for longer than a confirmation lasts, then send."""
    page.locator("#id_about").fill("We work together to keep children safe.")
    run_out(page)
    page.get_by_role("button", name="Publish this page").click()
    page.wait_for_url("**/account/confirm/**")


def no_name(page):
    page.locator("#id_name").fill("")
    press("Save")(page)


def weak_password(page):
    page.locator("#id_present").fill("wrong")
    page.locator("#id_password").fill("safeguarding")
    press("Save")(page)


def link_for_a_new_password():
    return reverse("new_password", args=[links.to_password(UserFactory())])


def asked_for_an_address():
    email_changes.ask(user=me(), new="new.address.of.somebody@example.org")
    return reverse("account")


def change_of_address(**fields):
    def make():
        change = email_changes.ask(user=me(), new="new.address.of.somebody@example.org")
        EmailChange.objects.using("owner").filter(pk=change.pk).update(**fields or {"new": change.new})
        return reverse("answer_email_change", args=[links.to_email_change(change, links.OLD)])

    return make


def somebodys_lost_phone():
    user = make_member(Membership.objects.get().partnership, Role.LAY_MEMBER)
    second_factor.set_up(user=user, secret=factor.SECRET, counter=0)
    return reverse("people:lost_phone", args=["darlington", Membership.objects.get(user=user).pk])


def operators_page():
    Operator.objects.using("owner").create(user_id=me().pk)
    return reverse("operator")


NOW = timezone.now()
STATES = [
    State("code", with_app("account"), act=say_password),
    State("code-wrong", with_app("account"), act=say_wrong_code, is_error=True),
    State("account", lambda: reverse("account")),
    State("account-with-app", with_app("account"), act=say_code),
    State("account-waits-for-an-address", asked_for_an_address),
    State("account-name-empty", lambda: reverse("account_name"), act=no_name, is_error=True),
    State("account-password", lambda: reverse("account_password")),
    State("account-password-weak", lambda: reverse("account_password"), act=weak_password, is_error=True),
    State("account-email", lambda: reverse("account_email_change")),
    State("account-email-empty", lambda: reverse("account_email_change"), act=press("Send both links"), is_error=True),
    State("account-confirm", lambda: reverse("account_reauthenticate")),
    State("account-confirm-empty", lambda: reverse("account_reauthenticate"), act=press("Continue"), is_error=True),
    State(
        "account-confirm-kept",
        lambda: reverse("reporting:public_page", args=["darlington"]),
        role=Role.MANAGER,
        act=send_too_late,
    ),
    State("second-factor-set-up", lambda: reverse("second_factor")),
    State("second-factor-set-up-empty", lambda: reverse("second_factor"), act=press("Continue"), is_error=True),
    State("second-factor", with_app("second_factor"), act=say_code),
    State("second-factor-replace", with_app("replace_second_factor"), act=say_code),
    State("second-factor-remove", with_app("remove_second_factor"), role=Role.LEARNER, act=say_code),
    State("recovery-codes-new", lambda: reverse("second_factor"), act=set_up),
    State("recovery-codes", with_app("recovery_codes"), act=say_code),
    State("sessions", lambda: reverse("sessions")),
    State("sessions-with-tries", lambda: tried("sessions")),
    State("account-with-tries", lambda: tried("account")),
    State("sessions-this-one", with_app("sessions"), act=say_code),
    State(
        "forgotten-password-empty",
        lambda: reverse("account_reset_password"),
        role=None,
        act=press("Send the link"),
        is_error=True,
    ),
    State("forgotten-password-sent", lambda: reverse("forgotten_password_sent"), role=None),
    State("new-password", link_for_a_new_password, role=None),
    State("new-password-empty", link_for_a_new_password, role=None, act=press("Save"), is_error=True),
    State("new-password-over", lambda: reverse("new_password", args=["x"]), role=None, status=410),
    State("email-change", change_of_address()),
    State("email-change-waits", change_of_address(old_said_yes_at=NOW)),
    State("email-change-done", change_of_address(done_at=NOW)),
    State("email-change-stopped", change_of_address(stopped_at=NOW)),
    State("email-change-old", change_of_address(expires_at=NOW)),
    State("lost-phone", somebodys_lost_phone),
    State("operator", operators_page),
]
