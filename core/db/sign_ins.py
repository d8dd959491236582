"""The one way into the log of sign-ins: a function of the database, which sets when."""

from django.db import connection, transaction


def note(user_id, *, fingerprint: str, ip: str, outcome: str) -> None:
    """Of somebody whom nobody knows, `user_id` is None and the fingerprint is of the address that they typed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT app.note_sign_in(%s, %s, %s, %s)", [user_id and str(user_id), fingerprint, ip, str(outcome)]
        )
