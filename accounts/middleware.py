"""Opens the partnership that the address names, for people who belong to it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import Resolver404, resolve

from accounts.models import MembershipRole
from accounts.permissions import CLOSED, Member
from core.db.tenancy import partnership_scope, reopen
from core.models import Partnership
from core.settings import bring

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class PartnershipMiddleware:
    """Owns the transaction of every request to a partnership's page, so that lazily rendered pages see it too.

    What only asks (GET, HEAD, OPTIONS) cannot write: the database refuses it. An exception or a 5xx writes nothing.
    Somebody else's partnership is 404, the same as one that does not exist. Views that answer before sign-in do not
    enter here and read nothing of a tenant's but what is published.

    A view marked with `writes_own` keeps only what is the person's own (a note, a draft, a saved list), so that people
    who may change nothing of the partnership's can use it too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.partnership = request.member = None
        match = _match_of(request)
        slug = match.kwargs.get("slug") if match else None
        if slug is None:
            return self.get_response(request)
        if request.user.is_authenticated:
            # One transaction for both questions: may the person enter, and what the page asks.
            with partnership_scope(by=request.user):
                everywhere = list(MembershipRole.own.open_to(request.user).with_public_settings())
                if roles := [role for role in everywhere if role.membership.partnership.slug == slug]:
                    # Where else the person belongs, so that pages need not ask again.
                    request.own_slugs = {role.membership.partnership.slug for role in everywhere}
                    return self._inside(request, roles, getattr(match.func, "writes_own", False))
        request.partnership = Partnership.objects.filter(slug=slug).first()
        return self.get_response(request)

    def _inside(self, request, roles, keeps_own):
        request.partnership = partnership = roles[0].membership.partnership
        bring(partnership, roles[0].public_settings)
        request.member = Member(request.user, roles, is_closed=partnership.is_closed)
        may_write = request.method not in SAFE_METHODS and request.member.may_write_here(keeps_own)
        reopen(partnership, write=[partnership] if may_write else [])
        response = self.get_response(request)
        if response.streaming and getattr(response, "file_to_stream", None) is None:
            raise TypeError("A page cannot be streamed: its records are out of reach once the scope has closed.")
        if response.status_code >= 500 or getattr(request, "failed", False):
            transaction.set_rollback(True)
        elif transaction.get_rollback():
            raise transaction.TransactionManagementError(
                "A view went on after an error of the database: nothing that it wrote is kept."
            )
        return response

    def process_exception(self, request, exception):
        request.failed = True

    def process_view(self, request, view, args, kwargs):
        is_public = getattr(view, "login_required", True) is False
        if request.member is None and "slug" in kwargs and request.user.is_authenticated and not is_public:
            raise Http404("No such partnership, or not yours.")
        if request.member is not None and request.member.is_closed and request.method not in SAFE_METHODS:
            raise PermissionDenied(CLOSED)
        return None


def _match_of(request):
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
