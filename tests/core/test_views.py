from django.db import OperationalError, connection
from django.urls import reverse


def test_health_answers_without_sign_in(client, db):
    response = client.get(reverse("healthz"))

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_health_says_when_the_database_is_away(client, db, monkeypatch):
    def away(*args):
        raise OperationalError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", away)
        assert client.get(reverse("healthz")).status_code == 503
