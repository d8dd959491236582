from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.db.quotas import Spent
from core.http.own_rows import writes_own
from core.submissions import drafts
from core.submissions.signing import is_anothers

ANOTHERS = (
    "Not kept: somebody else was signed in when this page was opened. "
    "What was typed stays on this page; they can sign in again to keep it."
)


@writes_own
@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps what a form holds, for the person alone, or discards it and leads back to the form.

    The fields are those of the form; `draft_of` is its address. Asked for, it gives a fresh token to a form that was
    open while its person signed in again, but to nobody else's.
    """
    if is_anothers(request.user, request.POST if request.method == "POST" else request.GET):
        return JsonResponse({"problem": ANOTHERS}, status=409)
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    path = request.POST.get(drafts.OF, "")
    if not path.startswith(f"/{slug}/") or not url_has_allowed_host_and_scheme(path, None):
        return JsonResponse({"problem": "There is no such form."}, status=422)
    if drafts.DISCARD in request.POST:
        drafts.discard(user=request.user, path=path)
        messages.success(request, "What you had typed is discarded.")
        return redirect(path)
    return _kept(request, path)


def _kept(request, path) -> JsonResponse:
    try:
        draft = drafts.keep(partnership=request.partnership, user=request.user, path=path, typed=request.POST)
    except drafts.TooLong:
        return JsonResponse({"problem": "This is too long to be kept for you. Save it before you leave."}, status=413)
    except Spent as spent:
        return JsonResponse({"problem": spent.messages[0]}, status=413)
    return JsonResponse({"kept_at": f"{timezone.localtime(draft.saved_at if draft else None):%H:%M}"})
