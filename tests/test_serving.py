"""What the real web server answers before Django is asked."""

from tests import database
from tests.web_server import asked


def test_a_long_address_is_read_and_one_that_is_too_long_has_a_page_of_the_portal(db, web_server):
    port = web_server.port
    status, headers, _ = asked(port, f"/darlington/search/?q={'x' * 4000}")
    assert (status, headers["Location"][:37]) == (302, "/sign-in/?next=/darlington/search/%3F")

    status, _, page = asked(port, f"/darlington/search/?q={'x' * 9000}")
    assert status == 414
    assert "That address is too long" in page


def test_a_held_lock_is_a_page_that_says_so_within_seconds(transactional_db, web_server):
    with database.held("reporting_publishedprofile"):
        status, headers, page = asked(web_server.port, "/public/")

    assert (status, headers["Retry-After"]) == (503, "10")
    assert "The portal is busy" in page


def test_the_calls_of_a_request_have_room(db):
    from config.wsgi import application  # noqa: PLC0415 -- looks at the database's role first

    assert application.__code__.co_stacksize >= 40_000
