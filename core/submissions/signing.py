"""A signed statement in each form: whose it is and where it stands.

With it what somebody typed is kept for them when their session has ended. Nobody else can make one, and it opens
nothing but that person's own draft of that one address.
"""

import datetime
from typing import NamedTuple

from django.core import signing
from django.http import HttpRequest

# The field of a form that carries it.
BY = "typed_by"
# A page that stayed open over a holiday; as long as this its text is kept without its person's session.
LASTS = datetime.timedelta(days=14)
LONGEST_PATH = 500


class Statement(NamedTuple):
    user_id: str
    path: str


def address_of(request: HttpRequest) -> str:
    """The address of a form, by which its draft is known: with its question mark and all."""
    return request.get_full_path()[:LONGEST_PATH]


def statement(request: HttpRequest) -> str:
    """That the form on this page is of whoever is signed in, and stands at this address."""
    return _signer().sign_object(Statement(str(request.user.pk), address_of(request)))


def stated(text: str, max_age: datetime.timedelta | None = None) -> Statement | None:
    """What was said; None where nobody of ours has said it, or it is older than `max_age`."""
    try:
        return Statement(*_signer().unsign_object(text, max_age=max_age))
    except (signing.BadSignature, UnicodeError):
        return None


def is_anothers(user, typed) -> bool:
    """Whether a form says that it was opened by somebody else than this person, or says what nobody of ours has."""
    if BY not in typed:
        return False
    found = stated(typed[BY])
    return found is None or found.user_id != str(user.pk)


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="core.submissions.signing")
