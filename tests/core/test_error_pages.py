"""What went wrong, and where to go on from there."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied

from accounts.roles import Role
from core.views.errors import bad_request


def text(response):
    return response.content.decode()


def test_an_address_that_is_none_leads_on(officer):
    response = officer.get("/darlington/no-such-page/")

    assert response.status_code == 404
    assert "See your partnerships" in text(response)


def test_a_record_that_is_none_leads_to_the_overview_and_the_search(officer):
    response = officer.get("/darlington/agencies/00000000-0000-0000-0000-000000000000/")

    assert response.status_code == 404
    assert 'href="/darlington/"' in text(response)
    assert 'href="/darlington/search/"' in text(response)


def test_a_refusal_says_why_in_its_own_words(officer):
    response = officer.get("/darlington/settings/access-log/")

    assert response.status_code == 403
    assert "Only the business manager can read the access log." in text(response)
    assert "Your role in this partnership does not include it." not in text(response)


def test_a_refusal_without_a_reason_says_something_too():
    request = RequestFactory().get("/")

    assert "Your role in this partnership does not include it." in text(permission_denied(request, PermissionDenied()))


@pytest.mark.parametrize(
    ("problem", "status", "says"),
    [
        (SuspiciousOperation("secret"), 400, "That could not be read"),
        (RequestDataTooBig("secret"), 413, "That was too much at once"),
    ],
)
def test_what_cannot_be_read_has_a_page_that_repeats_nothing(problem, status, says):
    response = bad_request(RequestFactory().get("/"), problem)

    assert response.status_code == status
    assert says in text(response)
    assert "secret" not in text(response)


def test_a_form_that_is_too_large_is_told_so(officer, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = officer.post("/darlington/views/", {"name": "x" * 200})

    assert response.status_code == 413
    assert "That was too much at once" in text(response)


def test_a_host_that_is_not_ours_gets_a_page_and_no_links_to_it(client, db):
    response = client.get("/sign-in/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in text(response)


def test_a_form_without_its_token_can_be_sent_again(darlington, member):

    client = Client(enforce_csrf_checks=True)
    client.force_login(member(darlington, Role.OFFICER))

    response = client.post("/darlington/views/", {"name": "x"})

    assert response.status_code == 403
    assert "again</h1>" in text(response)
