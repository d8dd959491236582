"""Opens the partnership that the address names, for people who belong to it."""

from django.db import transaction
from django.http import Http404
from django.urls import Resolver404, resolve

from accounts.models import Membership, MembershipRole
from accounts.permissions import Member
from core.models import Partnership
from core.tenancy import partnership_scope

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class PartnershipMiddleware:
    """Owns the transaction of every request to a partnership's page, so that lazily rendered pages see it too.

    What only asks (GET, HEAD, OPTIONS) cannot write: the database refuses it. An exception or a 5xx writes nothing.
    Somebody else's partnership is 404, the same as one that does not exist. Views that answer before sign-in do not
    enter here and read nothing of a tenant's but what is published.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.partnership = request.member = None
        slug = _slug_of(request)
        if slug is None:
            return self.get_response(request)
        request.partnership = Partnership.objects.filter(slug=slug).first()
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.member = _member(request.user, request.partnership)
        if request.member is None:
            return self.get_response(request)
        return self._inside(request)

    def _inside(self, request):
        may_write = request.method not in SAFE_METHODS and request.member.may_write
        writable = [request.partnership] if may_write else []
        with partnership_scope(request.partnership, write=writable, by=request.user):
            response = self.get_response(request)
            if response.streaming and getattr(response, "file_to_stream", None) is None:
                raise TypeError("A page cannot be streamed: its records are out of reach once the scope has closed.")
            if response.status_code >= 500 or getattr(request, "failed", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request, exception):
        request.failed = True

    def process_view(self, request, view, args, kwargs):
        is_public = getattr(view, "login_required", True) is False
        if request.member is None and "slug" in kwargs and request.user.is_authenticated and not is_public:
            raise Http404("No such partnership, or not yours.")
        return None


def _slug_of(request) -> str | None:
    try:
        return resolve(request.path_info).kwargs.get("slug")
    except Resolver404:
        return None


def _member(user, partnership) -> Member | None:
    if partnership is None:
        return None
    with partnership_scope(by=user):
        memberships = Membership.own.current().filter(user=user, partnership=partnership)
        roles = list(MembershipRole.own.current().filter(membership__in=memberships))
        return Member(user, roles, is_closed=partnership.is_closed) if roles else None
