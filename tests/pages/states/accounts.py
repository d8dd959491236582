from django.urls import reverse

from tests.pages.state import State


def send(page):
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


STATES = [
    State("sign-in", lambda: reverse("account_login"), role=None),
    State("sign-in-empty", lambda: reverse("account_login"), role=None, act=send, is_error=True),
    State("sign-up", lambda: reverse("account_signup"), role=None),
    State("forgotten-password", lambda: reverse("account_reset_password"), role=None),
    State("account-closed", lambda: reverse("account_inactive"), role=None),
    State("sign-out", lambda: reverse("account_logout")),
    State("not-found", lambda: "/darlington/no-such-page/", status=404),
    State("another-partnership", lambda: "/durham/", status=404),
]
