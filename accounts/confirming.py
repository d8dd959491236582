from functools import wraps

from accounts import session_facts
from accounts.next_urls import redirect_with_next


def lately_confirmed(view):
    """Asks for the password again before a page that changes how somebody signs in, unless that was minutes ago.

    Our own: allauth's lets those through who have no password. Whoever has none here cannot pass.
    """

    @wraps(view)
    def asked(request, *args, **kwargs):
        if not session_facts.was_lately_confirmed(request):
            return redirect_with_next("account_reauthenticate", request.get_full_path())
        return view(request, *args, **kwargs)

    return asked
