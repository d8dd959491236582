"""The portal's sessions with their rows read by hand, by their owner: what the functions are measured against."""

from django.db import connections

from accounts.models.sessions import fingerprint
from core.db import session_store

ROW = "SELECT data FROM accounts_session WHERE key_hash = %s AND expires_at > now()"


class SessionStore(session_store.SessionStore):
    def load(self):
        with connections["owner"].cursor() as cursor:
            cursor.execute(ROW, [fingerprint(self.session_key)])
            found = cursor.fetchone()
        return self.decode(found[0]) if found else {}
