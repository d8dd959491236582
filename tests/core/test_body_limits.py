"""What is too large is refused unread, and the more so from somebody who is not signed in."""

import io

import pytest
from django.conf import settings
from django.test import Client

from accounts.roles import Role

pytestmark = pytest.mark.django_db
BOUNDARY = "multipart/form-data; boundary=x"
PATH = "/darlington/records/agencies/"


class Unread(io.BytesIO):
    """A body that counts what is taken of it."""

    taken = 0

    def read(self, size=-1):
        found = super().read(size)
        self.taken += len(found)
        return found


def send(client, size, path=PATH):
    body = Unread(b"x" * 1000)
    answer = client.generic("POST", path, **{"wsgi.input": body, "CONTENT_LENGTH": str(size), "CONTENT_TYPE": BOUNDARY})
    return answer, body.taken


@pytest.mark.parametrize("path", [PATH, "/sign-in/", "/nowhere/", "/darlington/drafts/"])
def test_a_strangers_upload_is_not_read(path):
    answer, taken = send(Client(enforce_csrf_checks=True), settings.LARGEST_FORM + 1, path)

    assert (answer.status_code, taken) == (413, 0)
    assert "You are not signed in" in answer.content.decode()


def test_a_strangers_form_is_read_so_that_it_is_kept():
    _, taken = send(Client(enforce_csrf_checks=True), settings.LARGEST_FORM)

    assert taken


def test_somebody_who_is_signed_in_may_send_a_file_but_not_any(darlington, member, client_for):
    officer = client_for(member(darlington, Role.OFFICER))

    assert send(officer, settings.LARGEST_UPLOAD + 1)[1] == 0
    assert send(officer, settings.LARGEST_UPLOAD + 1)[0].status_code == 413
    assert send(officer, settings.LARGEST_FORM + 1)[1]


@pytest.mark.parametrize("said", ["", "-1", "many", "²"])
def test_a_size_that_is_no_number_is_none(said):
    assert send(Client(), said)[0].status_code < 500
