"""Posts that cannot be taken, because the session or its CSRF token has gone: what was typed is kept all the same."""

from allauth.core import ratelimit
from django.contrib import messages

from accounts.services import unsent_forms
from core.submissions import drafts
from core.submissions.signing import address_of

SIGN_IN = "You were signed out before this was saved. What you typed is kept: sign in, look it over and save it."
LOOK = "This is not saved: your sign-in has changed since you opened the form. Look over what you typed, then save it."


def keep(request) -> str:
    """The address of the form, where its text is kept for whoever opened it; nothing where it is not kept.

    Needs no session and no token: the form says whose it is, signed. What autosave sends of another person's form than
    whose browser it is by now stays on its page.
    """
    path, typed = address_of(request), request.POST
    user = unsent_forms.opener(path=path, typed=typed)
    if user is None or (drafts.OF in typed and request.user.is_authenticated and request.user != user):
        return ""
    if not ratelimit.consume(request, action="keep_typed", key=str(user.pk)):
        return ""
    address = typed.get(drafts.OF, path)
    kept = unsent_forms.keep(user=user, slug=address.split("/")[1], path=path, typed=typed)
    request.typing_is_kept = kept
    return address if kept else ""


def tell(request, words: str) -> None:
    """Say it on the next page, unless autosave asked: that says so on its own page."""
    if drafts.OF not in request.POST:
        messages.info(request, words)
