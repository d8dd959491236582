"""People with an authenticator app, and what their app shows."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from accounts import encryption
from accounts.services import second_factor
from tests.factories.accounts import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give(user, secret=SECRET) -> list[str]:
    """Set up an app for the person; its recovery codes. No code of it was used yet."""
    return second_factor.set_up(user=user, secret=secret, counter=0)


def code(steps=0, secret=SECRET) -> str:
    """What the app shows now, or so many half-minutes from now."""
    counter = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def wrong_code() -> str:
    """Six numbers that no app shows now."""
    right = {code(steps) for steps in range(-3, 4)}
    return next(f"{number:06}" for number in range(100) if f"{number:06}" not in right)


def sign_in(user, said=None, *, client=None, password=PASSWORD, **more):
    """A browser in which the person has said their password and, where one is given, a code."""
    client = client or Client()
    answer = client.post("/sign-in/", {"login": user.email, "password": password} | more)
    if said is not None:
        answer = client.post("/sign-in/code/", {"code": said})
    client.last = answer
    return client


def app_of(user) -> Authenticator:
    return second_factor.of(user)


def secret_of(user) -> str:
    return encryption.decrypt(app_of(user).data["secret"])
