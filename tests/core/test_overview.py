"""Duties of the home page: by day, in words, what is one's own apart from what waits on others."""

import datetime

import pytest

from core.dashboard import overview
from core.dashboard.overview import Duty, duties, duty
from core.registry import Registry

TODAY = datetime.date(2020, 7, 1)


def days(number):
    return TODAY + datetime.timedelta(days=number)


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch):
    monkeypatch.setattr(overview, "_offers", Registry("duties"))


class Member:
    def can(self, permission):
        return False


MEMBER = Member()


def found():
    return duties("a partnership", MEMBER, TODAY)


def titles(dues):
    return [due.duty.title for due in dues]


def test_late_next_and_waiting_stand_apart_by_day():
    @duty(20)
    def second(partnership, member, today):
        assert (partnership, member, today) == ("a partnership", MEMBER, TODAY)
        yield Duty("Some time", "/1")
        yield Duty("Next week", "/2", days(7))
        yield Duty("Long ago", "/3", days(-30))
        yield Duty("Theirs", "/4", days(-2), waits_on="The Trust")

    @duty(10)
    def first(partnership, member, today):
        yield Duty("Yesterday", "/5", days(-1))
        yield Duty("Next week too", "/6", days(7))

    shown = found()

    assert titles(shown.late) == ["Long ago", "Yesterday"]
    assert titles(shown.next) == ["Next week too", "Next week", "Some time"]
    assert titles(shown.waiting) == ["Theirs"]
    assert shown.waiting[0].is_late


@pytest.mark.parametrize(
    ("days_off", "says"),
    [(-1200, "1,200 days late"), (-1, "1 day late"), (0, "due today"), (1, "in 1 day"), (30, "in 30 days"), (None, "")],
)
def test_days_are_said_in_words(days_off, says):
    @duty(1)
    def one(partnership, member, today):
        yield Duty("It", "/", None if days_off is None else days(days_off))

    (due,) = found().late + found().next
    assert due.when == says
    assert due.is_late == says.endswith("late")


def test_nothing_to_do_is_nothing():
    assert not found()
