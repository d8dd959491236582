"""Drafts: what a person typed and has not saved, kept for that person alone by the address of the form."""

import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from core.db import quotas
from core.db.tenancy import current_scope
from core.formatting import characters
from core.models import Draft
from core.submissions.signing import BY, LONGEST_PATH, address_of, is_anothers

LARGEST = 250_000
DAYS = 30
NEVER_KEPT = ("csrfmiddlewaretoken", "password")
OF, DISCARD = "draft_of", "draft_discard"


class TooLong(Exception):
    """More than a draft may hold."""


class Anothers(Exception):
    """The form was opened by somebody else, who was signed in before."""


def kept(request: HttpRequest) -> Draft | None:
    """The person's own draft of the address that is asked for."""
    if getattr(request, "member", None) is None:
        return None
    return Draft.objects.filter(user=request.user, path=address_of(request)).first()


def keep(*, partnership, user, path: str, typed: QueryDict) -> Draft | None:
    """Keep what was typed at an address in place of what was kept there, and drop what is older than a month.

    Never keeps a password, a code of a second factor or the token of a form, nor what somebody else has typed (raises
    `Anothers`), nor more forms than the quota (raises `Spent`). What autosave sends belongs to the form that it names.
    Gives None where nothing was typed, as when a button alone was sent.
    """
    if is_anothers(user, typed):
        raise Anothers
    fields = {
        characters.carried(name): [characters.carried(text) for text in texts]
        for name, texts in typed.lists()
        if _may_be_kept(name)
    }
    if not fields:
        return None
    if sum(len(text) for values in fields.values() for text in values) > LARGEST:
        raise TooLong
    drop_old(user)
    found = {"partnership": partnership, "user": user, "path": characters.carried(typed.get(OF, path))[:LONGEST_PATH]}
    with transaction.atomic():
        draft, is_new = Draft.objects.update_or_create(**found, defaults={"fields": fields})
        if is_new:
            quotas.check_held("drafts", Draft.objects.filter(user=user).count())
    return draft


def discard(*, user, path: str) -> None:
    Draft.objects.filter(user=user, path=characters.carried(path)[:LONGEST_PATH]).delete()


def drop_old(user) -> None:
    Draft.objects.filter(user=user, saved_at__lt=timezone.now() - datetime.timedelta(days=DAYS)).delete()


def _may_be_kept(name: str) -> bool:
    return name not in {OF, DISCARD, BY, "code"} and not any(word in name for word in NEVER_KEPT)


class DraftMiddleware:
    """Drops what was kept of a form once it was taken: then it reached its page, and its post leads somewhere else.

    Takes no form that somebody else has opened, as in a tab from before another person signed in. Stands inside the
    partnership's scope.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.reached_its_page = False
        response = self.get_response(request)
        if request.reached_its_page and response.status_code == 302 and current_scope().writable:
            discard(user=request.user, path=address_of(request))
        return response

    def process_view(self, request, view, args, kwargs):
        """After the form's token was checked. The page that keeps drafts answers for itself."""
        if request.method != "POST" or not request.member or request.resolver_match.url_name == "drafts":
            return None
        if is_anothers(request.user, request.POST):
            return anothers(request)
        request.reached_its_page = True
        return None


def anothers(request: HttpRequest) -> HttpResponse:
    """The answer to a form that somebody else has opened."""
    return render(request, "409.html", status=409)
