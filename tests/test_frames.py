"""Room for the calls of a request: the same call, with a larger piece of memory below it."""

import pytest

from config.frames import SLOTS, roomy


def test_a_call_with_room_is_the_same_call():
    def call(*args, **kwargs):
        return args, kwargs

    assert roomy(call)(1, two=2) == ((1,), {"two": 2})


def test_what_is_raised_comes_through():
    def call():
        raise ValueError("as before")

    with pytest.raises(ValueError, match="as before"):
        roomy(call)()


def test_requests_are_answered_with_room(db):
    from config.wsgi import application  # noqa: PLC0415 -- looks at the database's role first

    assert application.__code__.co_stacksize == SLOTS
