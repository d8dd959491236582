"""Django's session engine on functions of the database that take the session's key: `SESSION_ENGINE`.

No statement of the application's role reads another session than the one whose key it has. What a session says is
signed together with its key, so that a row copied under another key says nothing.
"""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection


class SessionStore(SessionBase):
    @property
    def key_salt(self):
        return f"core.db.session_store:{self.session_key}"

    def exists(self, session_key):
        return _ask("SELECT app.session_data(%s) IS NOT NULL", session_key)

    def load(self):
        data = _ask("SELECT app.session_data(%s)", self.session_key)
        if data is None:
            self._session_key = None
            return {}
        return self.decode(data)

    def create(self):
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create=False):
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        kept = _ask(
            "SELECT app.save_session(%s, %s, %s, %s, %s)",
            self.session_key,
            self.encode(data),
            data.get(SESSION_KEY),
            self.get_expiry_date(),
            must_create,
        )
        if not kept:
            raise CreateError if must_create else UpdateError
        return None

    def delete(self, session_key=None):
        if key := session_key or self.session_key:
            _ask("SELECT app.delete_session(%s)", key)

    @classmethod
    def clear_expired(cls):
        _ask("SELECT app.forget_sessions()")


def note(key: str, *, ip: str | None, user_agent: str, began: float) -> None:
    """Write down from where a session is used and since when, for the list that its owner sees."""
    _ask("SELECT app.note_session(%s, %s, %s, %s)", key, ip, user_agent, began)


def _ask(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]
