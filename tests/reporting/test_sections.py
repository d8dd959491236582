"""Writing a section: who may, in which state, and never over somebody else's text."""

import contextlib

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Member
from accounts.roles import Role
from core.history.revisions import version_of
from reporting.models import Section
from reporting.services import sections
from reporting.services.sections import Closed, Stale, WrongState
from tests.factories import UserFactory


@pytest.fixture
def section(report):
    return report.sections.get(key="people")


@pytest.fixture
def written(section):
    return sections.write(section=section, text="Words", version=1, by=None)


def test_write_keeps_the_text_and_counts_the_version(section):
    written = sections.write(section=section, text="Words", version=1, by=None)

    assert (written.text, written.version, written.state) == ("Words", 2, Section.State.WRITING)


def test_write_over_a_newer_version_changes_nothing_and_gives_it_back(section):
    sections.write(section=section, text="Theirs", version=1, by=None)

    with pytest.raises(Stale) as found:
        sections.write(section=section, text="Mine", version=1, by=None)

    assert found.value.current.text == "Theirs"
    section.refresh_from_db()
    assert (section.text, section.version) == ("Theirs", 2)


def test_the_same_words_sent_twice_are_saved_once(section):
    first, second = (sections.write(section=section, text="Words", version=1, by=None) for _ in range(2))

    assert (first.version, second.version, second.text) == (2, 2, "Words")


@pytest.mark.parametrize("step", [sections.submit, sections.accept])
def test_a_step_that_was_taken_already_is_taken(written, step):
    step(section=written, by=None)
    before = version_of(written)

    assert step(section=written, by=None).state == section_state(written)
    assert version_of(written) == before


def section_state(section):
    return Section.objects.get(pk=section.pk).state


def test_nobody_writes_in_an_accepted_section_before_the_acceptance_is_taken_back(written):
    sections.accept(section=written, by=None)

    with pytest.raises(Closed, match="is accepted, so your change is not saved"):
        sections.write(section=written, text="More", version=2, by=None)
    assert section_state(written) == Section.State.ACCEPTED

    assert sections.take_acceptance_back(section=written, by=None).state == Section.State.WRITING
    assert sections.write(section=written, text="More", version=2, by=None).text == "More"


@pytest.mark.parametrize("state", [state for state in Section.State if state != Section.State.NOT_STARTED])
def test_saving_changes_no_state(written, state, member):
    """Whoever may save: the author what is theirs to write, the business unit what was handed in."""
    Section.objects.filter(pk=written.pk).update(state=state, author=UserFactory(), return_reason="Why")
    officer = member(written.partnership, Role.OFFICER)

    for text in ("Words", "Other words"):
        with contextlib.suppress(Closed):
            sections.write(section=written, text=text, version=2, by=officer)

    written.refresh_from_db()
    assert (written.state, written.return_reason) == (state, "Why")
    assert written.text == ("Words" if state == Section.State.ACCEPTED else "Other words")


def test_what_its_author_has_handed_in_stands_still_for_them_until_they_withdraw_it(written, member):
    author = member(written.partnership, Role.CONTRIBUTOR)
    sections.assign(section=written, author=author, due_on=None, by=None)
    sections.submit(section=written, by=author)

    with pytest.raises(Closed, match="is submitted, so your change is not saved"):
        sections.write(section=written, text="More", version=2, by=author)

    assert sections.withdraw(section=written, by=author).state == Section.State.WRITING
    assert sections.withdraw(section=written, by=author).state == Section.State.WRITING
    assert sections.write(section=written, text="More", version=2, by=author).text == "More"


def test_what_was_accepted_meanwhile_is_not_withdrawn(written):
    sections.accept(section=written, by=None)

    with pytest.raises(WrongState, match="accepted by now"):
        sections.withdraw(section=written, by=None)


def test_an_author_whose_acceptance_is_taken_back_is_not_asked_to_write_again(written, member):
    author = member(written.partnership, Role.CONTRIBUTOR)
    sections.assign(section=written, author=author, due_on=None, by=None)
    sections.accept(section=written, by=None)

    for _ in range(2):
        assert sections.take_acceptance_back(section=written, by=None).state == Section.State.SUBMITTED


def test_nobody_accepts_what_they_have_not_read(written):
    sections.submit(section=written, by=None)
    written.refresh_from_db()
    seen = written.standing
    sections.withdraw(section=written, by=None)

    with pytest.raises(WrongState, match="has changed since you opened it"):
        sections.accept(section=written, by=None, seen=seen)
    sections.submit(section=written, by=None)
    assert sections.accept(section=written, by=None, seen=seen).state == Section.State.ACCEPTED
    assert sections.accept(section=written, by=None, seen=seen).state == Section.State.ACCEPTED


@pytest.mark.parametrize("step", [sections.submit, sections.accept])
def test_a_section_without_text_is_neither_submitted_nor_accepted(section, step):
    with pytest.raises(WrongState, match="no text"):
        step(section=section, by=None)


def test_a_section_that_the_records_fill_needs_no_text(report):
    live = report.sections.get(key="agencies")

    assert sections.accept(section=live, by=None).state == Section.State.ACCEPTED


def test_send_back_keeps_what_is_to_be_changed_until_it_is_submitted_again(written):
    sections.submit(section=written, by=None)
    assert sections.send_back(section=written, reason="Name the impact.", by=None).return_reason == "Name the impact."

    assert sections.submit(section=written, by=None).return_reason == ""


def test_a_section_that_nobody_submitted_cannot_be_returned(section):
    with pytest.raises(WrongState, match="not started"):
        sections.send_back(section=section, reason="Why", by=None)


def test_only_the_author_and_those_who_keep_the_report_may_write(section, member):
    author, other = member(section.partnership, Role.CONTRIBUTOR), member(section.partnership, Role.CONTRIBUTOR)
    officer = member(section.partnership, Role.OFFICER)
    sections.assign(section=section, author=author, due_on=None, by=None)

    sections.check_may_write(_member(author, Role.CONTRIBUTOR), section)
    sections.check_may_write(_member(officer, Role.OFFICER), section)
    with pytest.raises(PermissionDenied, match="not been asked"):
        sections.check_may_write(_member(other, Role.CONTRIBUTOR), section)


def test_assigning_somebody_else_takes_the_section_from_the_first(section, member):
    first, second = member(section.partnership, Role.CONTRIBUTOR), member(section.partnership, Role.CONTRIBUTOR)
    sections.assign(section=section, author=first, due_on=None, by=None)

    sections.assign(section=section, author=second, due_on=None, by=None)

    assert not sections.is_author(first, section)
    assert sections.is_author(second, section)
    assert list(Section.objects.for_author(first)) == []
    assert list(Section.objects.for_author(second)) == [section]


class _Held:
    def __init__(self, role):
        self.role, self.agency_id = role, None


def _member(user, role):
    return Member(user, [_Held(role)])
