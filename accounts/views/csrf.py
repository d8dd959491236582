from django.shortcuts import redirect, render

from accounts import lost_posts
from core.http.leading import lead
from core.submissions import drafts
from core.submissions.signing import is_anothers


def refused(request, reason=""):
    """The answer to a form whose token is not its browser's: nothing is saved, and what was typed is kept.

    Kept where the form says, signed, whose it is; what another site sends cannot. Autosave asks for a fresh token and
    sends it again.
    """
    kept = lost_posts.keep(request)
    if not kept or drafts.OF in request.POST:
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        lost_posts.tell(request, lost_posts.SIGN_IN)
        return lead(request, "account_login", kept)
    if is_anothers(request.user, request.POST):
        return drafts.anothers(request)
    lost_posts.tell(request, lost_posts.LOOK)
    return redirect(kept)
