from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import Operator, User


class Backend(AuthenticationBackend):
    """Brings with the person of a request, in the one query, what decides whether they may enter at all.

    `factor_since` is when their second factor was set up, or None; `is_operator` whether they run the portal. An
    account that was closed is nobody from the next request on.
    """

    def get_user(self, user_id):
        user = _people().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


@cache
def _people() -> QuerySet[User]:
    """What each request begins with, put together once; nobody reads it as it is."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.annotate(
        factor_since=Subquery(factors.values("created_at")[:1]),
        is_operator=Exists(Operator.objects.filter(user=OuterRef("pk"))),
    )
