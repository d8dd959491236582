"""Two things at the same moment: one waits for the other and then sees it."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import MembershipRole
from accounts.roles import Role
from accounts.services import offboarding
from core.db.tenancy import partnership_scope
from reporting.services import sections
from tests.accounts.inviting import EMAIL, acting, membership_of
from tests.factories import SectionFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db(transaction=True)


def authors_of(partnership, section):
    with partnership_scope(partnership):
        section.refresh_from_db()
        return section.author


@pytest.mark.parametrize("first", ["end", "assign"])
def test_an_end_and_an_assignment_at_the_same_moment(darlington, first):
    """One waits for the other and then sees it: somebody is out, or has a section, never both."""
    manager = acting(darlington, Role.MANAGER)
    author = make_member(darlington, Role.OFFICER, user=UserFactory(email=EMAIL))
    with partnership_scope(darlington):
        section = SectionFactory()
    begun, go_on, failures = threading.Event(), threading.Event(), []

    def leave():
        offboarding.end(membership=membership_of(darlington), last_day=None, by=manager)

    def assign():
        sections.assign(section=section, author=author, due_on=None, by=None)

    def run(act, is_first):
        try:
            with partnership_scope(darlington, by=manager.user):
                act()
                if is_first:
                    begun.set()
                    go_on.wait(10)
        except ValidationError as refusal:
            failures.append(refusal)
        finally:
            connection.close()

    acts = (leave, assign) if first == "end" else (assign, leave)
    early = threading.Thread(target=run, args=(acts[0], True))
    late = threading.Thread(target=run, args=(acts[1], False))
    early.start()
    begun.wait(10)
    late.start()
    late.join(0.5)
    assert late.is_alive(), "The second did not wait for the first."
    go_on.set()
    early.join(20)
    late.join(20)

    assert len(failures) == 1
    has_left, has_work = membership_of(darlington).has_ended, authors_of(darlington, section) is not None
    assert (has_left, has_work) == ((True, False) if first == "end" else (False, True))


def test_two_managers_cannot_end_each_other(darlington):
    """Both are managers when they begin; whoever comes second is the last one by then."""
    people = [acting(darlington, Role.MANAGER) for _ in range(2)]
    ready, failures = threading.Barrier(2), []

    def end(by, other):
        try:
            with partnership_scope(darlington, by=by.user):
                membership = membership_of(darlington, other.user.email)
                ready.wait(10)
                offboarding.end(membership=membership, last_day=None, by=by)
        except ValidationError as refusal:
            failures.append(refusal)
        finally:
            connection.close()

    both = [threading.Thread(target=end, args=pair) for pair in (people, people[::-1])]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)

    assert len(failures) == 1
    assert "is the only business manager then" in str(failures[0])
    with partnership_scope(darlington):
        assert MembershipRole.objects.current().filter(role=Role.MANAGER).count() == 1


def test_changed_dates_and_an_end_at_the_same_moment_do_not_wait_for_each_other(darlington, client_for):
    """Both lock the member before the role; the other order would make each wait for the other for ever."""
    manager = acting(darlington, Role.MANAGER)
    make_member(darlington, Role.ANALYST, user=UserFactory(email=EMAIL))
    with partnership_scope(darlington):
        membership = membership_of(darlington)
        held = membership.roles.get()
    browser, answers = client_for(manager.user), []
    address = f"/darlington/settings/users/{membership.pk}/roles/{held.pk}/dates/"
    version = browser.get(address).context["form"]["version"].value()
    dates = {"version": version, "ends_on_day": "1", "ends_on_month": "3", "ends_on_year": "2088"}

    def change():
        answers.append(browser.post(address, dates))
        connection.close()

    late = threading.Thread(target=change)
    with partnership_scope(darlington, by=manager.user):
        offboarding.locked(membership)
        late.start()
        late.join(1)
        assert late.is_alive(), "It did not wait for the member."
        assert MembershipRole.objects.select_for_update(nowait=True).get(pk=held.pk), "It holds the role already."
    late.join(10)

    assert answers[0].status_code == 302


def test_a_day_for_many_leaves_an_author_who_was_given_meanwhile(darlington):
    """What was read before the sections were locked is old."""
    first, second = make_member(darlington, Role.OFFICER), make_member(darlington, Role.OFFICER)
    day = timezone.localdate() + timezone.timedelta(days=9)
    with partnership_scope(darlington):
        old = SectionFactory(author=first)
        sections.assign(section=old, author=second, due_on=None, by=None)
        old.author = first
        sections.assign_many(sections=[old], due_on=day, by=None)
        old.refresh_from_db()
    assert (old.author, old.due_on) == (second, day)
