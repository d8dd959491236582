"""Where the portal differs from allauth: nobody signs up, tries are counted by place, secrets are sealed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts import encryption, known_browsers
from accounts.services import sign_ins


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Email address or password is not correct",
        "too_many_login_attempts": "Too many tries from here. Wait five minutes, then try again",
    }

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        try:
            if browser := known_browsers.key_of(request, credentials.get("email", "")):
                self._count_by_itself(request, browser)
            else:
                super().pre_authenticate(request, **credentials)
        except ValidationError:
            sign_ins.note(request, sign_ins.Outcome.BLOCKED, email=credentials.get("email", ""))
            raise

    def _count_by_itself(self, request, browser: str):
        count = {"app": "allauth.account", "action": "login_failed_known", "key": browser}
        # allauth takes a try back by this name once it was a good one.
        self._login_failed_rl_usage = ratelimit.consume(request, **count)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request, user, **facts):
        response = super().post_login(request, user, **facts)
        known_browsers.remember(request, response, email=user.email)
        return response

    def authentication_failed(self, request, **credentials):
        sign_ins.note(request, sign_ins.Outcome.WRONG_PASSWORD, email=credentials.get("email", ""))

    def _get_login_attempts_cache_key(self, request, **credentials):
        # With the address that the tries come from: somebody who guesses elsewhere locks out nobody but themselves.
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"


class SealedFactors(DefaultMFAAdapter):
    """allauth keeps the secrets of authenticator apps as they are; here they are sealed."""

    def get_totp_issuer(self):
        return settings.PORTAL_NAME

    def encrypt(self, text):
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text):
        return encryption.decrypt(encrypted_text)
