"""What a request to a partnership's page may see and write, and what is left of it when something goes wrong."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, MembershipRole
from accounts.roles import Role
from core.db.tenancy import NoScope, current_scope, partnership_scope
from partnership.models import Agency
from tests.factories import PartnershipFactory, make_member
from tests.factories.accounts import close

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def manager(darlington):
    return make_member(darlington, Role.MANAGER)


@pytest.fixture
def browser(manager):
    """The manager's; an error of a view is a page here, as it is for people."""
    client = Client(raise_request_exception=False)
    client.force_login(manager)
    return client


def written(partnership):
    with partnership_scope(partnership):
        return Agency.objects.filter(name="written").count()


@pytest.mark.parametrize(("error", "status"), [("error", 500), ("denied", 403), ("missing", 404), ("integrity", 500)])
def test_what_a_view_wrote_before_it_raised_is_gone(browser, darlington, error, status):
    assert browser.post(f"/darlington/try/raise/{error}/").status_code == status
    assert written(darlington) == 0


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (302, 1), (422, 1), (500, 0), (503, 0)])
def test_an_answer_of_failure_writes_nothing(browser, darlington, status, kept):
    assert browser.post(f"/darlington/try/answer/{status}/").status_code == status
    assert written(darlington) == kept


@pytest.mark.parametrize("address", ["twice", "lazy-error"])
def test_an_error_in_the_database_or_the_template_gives_the_error_page(browser, darlington, address):
    answer = browser.post(f"/darlington/try/{address}/")

    assert answer.status_code == 500
    assert "there is a problem" in answer.content.decode().lower()
    assert written(darlington) == 0


def test_an_error_that_a_view_hides_is_no_success(browser, darlington, caplog):
    """The database has given the transaction up, so nothing is kept: nobody may be told that it is."""
    assert browser.post("/darlington/try/hide/").status_code == 500
    assert "went on after an error of the database" in caplog.text
    assert written(darlington) == 0


def test_after_an_error_the_next_request_is_as_ever(browser, darlington):
    browser.post("/darlington/try/raise/error/")

    assert browser.post("/darlington/try/answer/200/").status_code == 200
    assert written(darlington) == 1
    with pytest.raises(NoScope):
        current_scope()


def test_a_page_that_is_rendered_late_still_sees_its_rows(browser, agencies):
    assert browser.get("/darlington/try/lazy/").content == b"[darlington]"


def test_a_stream_over_records_is_refused(browser, agencies, caplog):
    assert browser.get("/darlington/try/stream/").status_code == 500
    assert "cannot be streamed" in caplog.text


def test_a_file_is_streamed(browser):
    assert b"".join(browser.get("/darlington/try/file/").streaming_content) == b"content"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_what_only_asks_cannot_write(browser, darlington, caplog, method):
    answer = getattr(browser, method)("/darlington/try/answer/200/")

    assert answer.status_code == 500
    assert "this partnership scope is read-only" in caplog.text
    assert written(darlington) == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_other_methods_may(browser, darlington, method):
    assert getattr(browser, method)("/darlington/try/answer/200/").status_code == 200
    assert written(darlington) == 1


@pytest.mark.parametrize("role", [Role.SCRUTINEER])
def test_a_reading_role_cannot_write_even_where_a_view_forgot_to_ask(client_for, darlington, caplog, role):
    client = client_for(make_member(darlington, role))
    client.raise_request_exception = False

    assert client.post("/darlington/try/answer/200/").status_code == 500
    assert "this partnership scope is read-only" in caplog.text
    assert written(darlington) == 0


def test_head_answers_like_get(browser):
    head = browser.head("/darlington/")

    assert head.status_code == 200
    assert head.content == b""


def test_a_public_page_has_a_scope_for_members_only(browser, client, client_for, durham):
    outsider = client_for(make_member(durham, Role.MANAGER))

    assert client.get("/darlington/try/public/").content == b"no scope"
    assert outsider.get("/darlington/try/public/").content == b"no scope"
    assert browser.get("/darlington/try/public/").content == b"scope of 1"


@pytest.mark.parametrize("address", ["/Darlington/", "/darlington%20/", "/darlington%00/", "/nowhere/", "/dürlington/"])
def test_no_other_name_is_the_partnerships(browser, address):
    assert browser.get(address).status_code == 404


def test_a_membership_that_ends_closes_the_next_request(browser, darlington):
    assert browser.get("/darlington/").status_code == 200
    with partnership_scope(darlington):
        Membership.objects.update(ends_on=YESTERDAY)

    assert browser.get("/darlington/").status_code == 404


def test_the_last_role_that_ends_closes_the_next_request(browser, darlington):
    with partnership_scope(darlington):
        MembershipRole.objects.update(ends_on=YESTERDAY)

    assert browser.get("/darlington/").status_code == 404


def test_one_of_two_roles_that_ends_takes_what_it_permitted(client_for, darlington):
    client = client_for(make_member(darlington, Role.MANAGER, Role.LAY_MEMBER))
    assert client.get("/darlington/agencies/add/").status_code == 200
    with partnership_scope(darlington):
        MembershipRole.objects.filter(role=Role.MANAGER).update(ends_on=YESTERDAY)

    assert client.get("/darlington/agencies/add/").status_code == 403
    assert client.get("/darlington/agencies/").status_code == 200


def test_a_role_holds_to_the_end_of_its_last_day(browser, darlington):
    with partnership_scope(darlington):
        MembershipRole.objects.update(ends_on=timezone.localdate(), starts_on=timezone.localdate())

    assert browser.get("/darlington/").status_code == 200


def test_roles_in_one_partnership_are_none_in_another(client_for, darlington, durham):
    user = make_member(darlington, Role.MANAGER)
    make_member(durham, Role.LAY_MEMBER, user=user)
    client = client_for(user)

    assert client.get("/darlington/agencies/add/").status_code == 200
    assert client.get("/durham/agencies/add/").status_code == 403


def test_a_joint_body_is_entered_by_membership_of_it(client_for, darlington, exploitation_group):
    manager = make_member(darlington, Role.MANAGER)
    client = client_for(manager)
    assert client.get(f"/{exploitation_group.slug}/").status_code == 404
    make_member(exploitation_group, Role.OFFICER, user=manager)

    assert client.get(f"/{exploitation_group.slug}/").status_code == 200


def test_an_account_that_is_closed_is_signed_out_everywhere(browser, manager):
    close(manager)

    assert browser.get("/darlington/").status_code == 302


def test_in_a_closed_partnership_everything_is_read_and_nothing_changes(client_for):
    closed = PartnershipFactory(closed_on=timezone.localdate())
    client = client_for(make_member(closed, Role.MANAGER))
    client.raise_request_exception = False

    assert client.get(f"/{closed.slug}/agencies/").status_code == 200
    refused = client.post(f"/{closed.slug}/reports/start/")
    assert refused.status_code == 403
    assert "This partnership is closed" in refused.content.decode()
    assert client.post(f"/{closed.slug}/try/answer/200/").status_code == 403
    assert written(closed) == 0


def test_a_partnership_that_closes_tomorrow_is_open_today(client_for):
    closing = PartnershipFactory(closed_on=timezone.localdate() + datetime.timedelta(days=1))
    client = client_for(make_member(closing, Role.MANAGER))

    assert client.get(f"/{closing.slug}/agencies/add/").status_code == 200


def test_two_requests_in_turn_see_each_their_own(client_for, agencies, darlington, durham):
    user = make_member(darlington, Role.MANAGER)
    make_member(durham, Role.MANAGER, user=user)
    client = client_for(user)

    seen = [client.get(f"/{slug}/try/lazy/").content for slug in ("darlington", "durham", "darlington")]

    assert seen == [b"[darlington]", b"[durham]", b"[darlington]"]


def test_the_history_of_a_request_names_its_user(browser, manager, darlington):
    browser.post("/darlington/try/answer/200/")

    with partnership_scope(darlington):
        event = Agency.objects.get(name="written").events.get()
    assert event.pgh_context["user"] == str(manager.pk)
