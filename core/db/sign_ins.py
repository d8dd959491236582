"""The one way into the log of sign-ins: a function of the database, which sets when and believes what is signed."""

from django.db import connection, transaction

from core.db.tenancy import signature


def note(user_id, *, fingerprint: str, ip: str, outcome: str) -> None:
    """Of somebody whom nobody knows, `user_id` is None and the fingerprint is of the address that they typed."""
    told = [user_id and str(user_id), fingerprint, ip, str(outcome)]
    body = f"sign-in {'|'.join(one or '' for one in told)}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app.here()")
        signed = signature(body, cursor.fetchone()[0])
        cursor.execute("SELECT app.note_sign_in(%s, %s, %s, %s, %s)", [*told, signed])
