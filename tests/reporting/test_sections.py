"""Writing a section: who may, in which state, and never over somebody else's text."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import Member
from accounts.roles import Role
from core.versions import version_of
from reporting.models import Section
from reporting.services import sections
from reporting.services.sections import Stale, WrongState


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


def test_an_accepted_section_that_is_written_in_is_no_longer_accepted(written):
    sections.accept(section=written, by=None)

    assert sections.write(section=written, text="More", version=2, by=None).state == Section.State.WRITING


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
