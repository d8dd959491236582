from django.shortcuts import redirect, render

from accounts import typed
from accounts.doors import lead
from core import drafts
from core.whose import is_anothers


def refused(request, reason=""):
    """The answer to a form whose token is not its browser's: nothing is saved, and what was typed is kept.

    Kept where the form says, signed, whose it is; what another site sends cannot. Autosave asks for a fresh token and
    sends it again.
    """
    kept = typed.keep(request)
    if not kept or drafts.OF in request.POST:
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        typed.tell(request, typed.SIGN_IN)
        return lead(request, "account_login", kept)
    if is_anothers(request.user, request.POST):
        return drafts.anothers(request)
    typed.tell(request, typed.LOOK)
    return redirect(kept)
