"""Two middlewares that every request of a signed-in person passes: the session's limits, and the second factor.

Both fail closed. What they cannot tell, they refuse: a session that does not say when it began is over, and an error
while they look is an error page, never the page that was asked for.
"""

from enum import Enum

from django.contrib.auth import logout
from django.urls import Resolver404, resolve

from accounts import lost_posts, session_facts
from accounts.services import second_factor, unsent_forms
from core.http.leading import SAFE_METHODS, is_partial, lead
from core.submissions.drafts import OF
from core.submissions.signing import BY, is_anothers

# All that somebody sees who has still to set up a second factor: the way to it, and what its foot leads to.
WAY_TO_A_FACTOR = {"second_factor", "second_factor_picture", "account_reauthenticate", "account_logout"}
WAY_TO_A_FACTOR |= {"help", "help_page", "contact", "accessibility", "privacy", "cookies"}


class SessionLimitMiddleware:
    """Ends a session that has been idle or open for too long, and loses nothing of what was typed into its last form.

    Whoever has to sign in is led back to the page with the form, also where the form itself goes elsewhere.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.signed_out = None
        if request.user.is_authenticated and session_facts.is_over(request.session):
            end(request)
        response = self.get_response(request)
        if request.user.is_authenticated and response.status_code < 500:
            session_facts.note(request)
        return response

    def process_view(self, request, view, args, kwargs):
        """After the form's token was checked; so nobody else's page can leave a text in somebody's form."""
        if getattr(view, "login_required", True) is False:
            return None
        if request.user.is_authenticated:
            if request.method == "POST" and is_anothers(request.user, request.POST):
                lost_posts.keep(request)  # For them; the form is refused all the same.
            return None
        if request.method in SAFE_METHODS and not is_partial(request):
            return None  # Django's own middleware leads to sign-in and back.
        return lead(request, "account_login", _kept(request, kwargs.get("slug")))


def _kept(request, slug) -> str:
    """The address of the form whose text is kept, of the session that was too old or of whoever opened the form."""
    if request.method != "POST":
        return ""
    kept = lost_posts.keep(request)
    if not kept and request.signed_out and BY not in request.POST:
        path = request.get_full_path()
        is_kept = unsent_forms.keep(user=request.signed_out, slug=slug, path=path, typed=request.POST)
        kept = request.POST.get(OF, path) if is_kept else ""
    if kept:
        lost_posts.tell(request, lost_posts.SIGN_IN)
    return kept


class SignInState(Enum):
    ENTERS = "enters"
    SETS_UP = "has to set up a second factor first"
    SIGNS_IN_AGAIN = "has a second factor that this session has not passed"


class SecondFactorMiddleware:
    """Nobody enters by a password alone whose role asks for more, or who has more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            state = sign_in_state_of(request)
            if state is SignInState.SIGNS_IN_AGAIN:
                end(request)
            elif state is not SignInState.ENTERS and _name_of(request) not in WAY_TO_A_FACTOR:
                return lead(request, "second_factor", lost_posts.keep(request) if request.method == "POST" else "")
        return self.get_response(request)


def sign_in_state_of(request) -> SignInState:
    """Asks anew with every request: a factor or a role that has gone counts from the next one on."""
    user = request.user
    if user.factor_since is not None:
        passed = second_factor.has_passed(request, since=user.factor_since)
        return SignInState.ENTERS if passed else SignInState.SIGNS_IN_AGAIN
    return SignInState.SETS_UP if second_factor.is_asked_of(user) else SignInState.ENTERS


def end(request) -> None:
    """Close the session; `request.signed_out` is whose it was."""
    person = request.user
    logout(request)
    request.signed_out = person


def _name_of(request) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
