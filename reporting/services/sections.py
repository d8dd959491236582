"""Writing a section: who is asked, what they wrote, where it stands."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts import permissions
from accounts.models import Membership
from accounts.offboarding import hold, hold_all, hold_everybody
from accounts.permissions import Permission
from accounts.services import task_links
from core.history.revisions import Stale, events_of, user_id_of
from core.jobs import mails
from reporting.mails import ASKED, CANNOT_WRITE, GIVEN, HANDED_IN, REMINDER, RETURNED, SUBMITTED
from reporting.models import Section, SectionPermission

State = Section.State
# From which states a step may be taken. Saving a text is none of them: it only ever begins what was not started.
STEPS = {
    State.SUBMITTED: {State.WRITING, State.RETURNED, State.NOT_STARTED},
    State.RETURNED: {State.SUBMITTED, State.ACCEPTED},
    State.ACCEPTED: {State.SUBMITTED, State.WRITING, State.RETURNED, State.NOT_STARTED},
}


class WrongState(Exception):
    """The section is not in a state from which that step can be taken; the text says so."""


class Closed(WrongState):
    """The text stands still, because it is accepted, or because its author has handed it in."""


def check_may_write(member, section: Section) -> None:
    """Raises `PermissionDenied` unless the person keeps the report or was asked to write this section."""
    member.check(Permission.WRITE_SECTION)
    if not member.can(Permission.EDIT_REPORT) and not is_author(member.user, section):
        raise PermissionDenied(permissions.REASONS[Permission.WRITE_SECTION])


def is_author(user, section: Section) -> bool:
    return SectionPermission.objects.current().filter(content_object=section, user=user).exists()


def saved_text_of(user, section: Section) -> bool:
    """Whether the text as it stands now was saved by this person, as from another tab."""
    saved = events_of(section).filter(version=section.version).first()
    return saved is not None and user_id_of(saved) == user.pk


def was_author(user, section: Section) -> bool:
    """Whether somebody is asked to write it, or ever was."""
    return events_of(section).filter(author=user.pk).exists()


@transaction.atomic
def assign(*, section: Section, author, due_on, by) -> Section:
    """Ask a member to write a section by a day, and tell them; whoever was asked before no longer sees it. What was
    handed in stays so: the mail says that it is theirs from now on.

    Raises `ValidationError` where the person has left the partnership meanwhile, or leaves before that day.
    """
    if author is not None:
        # Before the section: the end of a membership, which hands sections over, locks in this order too.
        hold_all([author])
    locked = _lock(section)
    is_new = author != locked.author
    if author is not None and (is_new or due_on != locked.due_on):
        hold(author, due_on=due_on, needs=(Permission.WRITE_SECTION,))
    if is_new:
        permissions.revoke(SectionPermission, codename="write_section", record=locked)
        task_links.close(kind=CANNOT_WRITE, subject_id=locked.pk)
        if author is not None:
            permissions.grant(SectionPermission, user=author, codename="write_section", record=locked)
    locked.author, locked.due_on = author, due_on
    locked.save(update_fields=["author", "due_on"])
    if is_new and author is not None:
        _tell(locked, GIVEN if is_handed_in(locked) else ASKED, by, author)
    return locked


def is_handed_in(section: Section) -> bool:
    """Whether its text waits to be accepted, or is."""
    return section.state in HANDED_IN


def hold_still(report) -> None:
    """Let nobody else give sections of the report away until the transaction ends: what is read from here on stays."""
    hold_everybody()
    list(report.sections.select_for_update().order_by("pk").values_list("pk"))


@transaction.atomic
def assign_many(*, sections, by, **changes) -> list[Section]:
    """Change the author, the day or both of several sections; what is not named stays, as it is once they are locked.
    Gives them as they are then.

    Raises `ValidationError` as `assign` does, and where somebody else gives one of them away at the same moment.
    """
    chosen = Section.objects.filter(pk__in=[section.pk for section in sections])
    authors = {changes["author"].pk if changes["author"] else None} if "author" in changes else _authors_of(chosen)
    hold_all(authors - {None})
    done = []
    # They stay as they are from here on; what was read before may be old.
    for section in chosen.select_for_update(of=("self",)).select_related("author").order_by("pk"):
        given = {"author": section.author, "due_on": section.due_on} | changes
        if given["author"] is not None and given["author"].pk not in authors:
            raise ValidationError(f"Somebody else has just changed who writes “{section}”. Look at it, then try again.")
        done.append(assign(section=section, by=by, **given))
    return done


def _authors_of(chosen) -> set:
    return set(chosen.order_by().values_list("author_id", flat=True))


@transaction.atomic
def remind(*, section: Section, by) -> None:
    """Write to the author once more; raises `WrongState` where there is nothing to ask of anybody."""
    locked = _lock(section)
    if locked.author is None:
        raise WrongState(f"Nobody was asked to write “{locked}” yet.")
    if locked.left_out_reason or is_handed_in(locked):
        raise WrongState(f"“{locked}” is {locked.get_state_display().lower()}; there is nothing to remind of.")
    _tell(locked, REMINDER, by, locked.author)


def _tell(section: Section, kind: str, by, to) -> None:
    """A command asks on nobody's behalf and tells nobody; nobody writes to themselves."""
    if by is not None and by != to:
        mails.send(partnership=section.partnership, kind=kind, to=to.email, subject_id=section.pk, by=by)


@transaction.atomic
def write(*, section: Section, text: str, version: int, by, opens: bool = False) -> Section:
    """Keep the text; raises `Stale` and changes nothing where the version is not the one that was opened.

    What was not started is being written from then on; no other state changes, and where the text stands still for
    this person raises `Closed`. With `opens` they have asked to open it first, which is done only if the text is kept.
    The same words that are saved by now are saved: a form that was sent twice meets its own first post.
    """
    locked = reopen(section=section, by=by) if opens else _lock(section)
    if locked.text == text:
        return locked
    if is_closed_to(by, locked):
        raise Closed(f"“{locked}” is {locked.get_state_display().lower()}, so your change is not saved.")
    if locked.version != version:
        raise Stale("Somebody else has changed this section since you opened it.", locked)
    locked.text, locked.version = text, locked.version + 1
    if locked.state == State.NOT_STARTED:
        locked.state = State.WRITING
    locked.save(update_fields=["text", "version", "state"])
    return locked


def may_be_submitted(section: Section, user) -> bool:
    """Whether this person may hand it in as it is saved: it has a text, or it is theirs and the records fill it."""
    has_something = section.text.strip() or (section.kind == Section.Kind.LIVE and section.author_id == user.pk)
    return bool(has_something) and section.state in STEPS[State.SUBMITTED]


def is_closed_to(user, section: Section) -> bool:
    """Whether the text stands still for this person: it is accepted, or they wrote it themselves and handed it in."""
    is_own = user is not None and section.author_id == user.pk
    return section.state == State.ACCEPTED or (section.state == State.SUBMITTED and is_own)


@transaction.atomic
def withdraw(*, section: Section, by) -> Section:
    """Take back what was handed in, to go on writing; raises `WrongState` where it has been accepted meanwhile."""
    locked = _lock(section)
    if locked.state == State.ACCEPTED:
        raise WrongState(f"“{locked}” is accepted by now. Ask the business unit to return it if it has to change.")
    return _move(locked, State.WRITING) if locked.state == State.SUBMITTED else locked


@transaction.atomic
def take_acceptance_back(*, section: Section, by) -> Section:
    """Open an accepted section again: an author's stays handed in, any other one is being written."""
    locked = _lock(section)
    if locked.state != State.ACCEPTED:
        return locked
    return _move(locked, State.SUBMITTED if locked.author_id else State.WRITING)


@transaction.atomic
def reopen(*, section: Section, by) -> Section:
    """Open what stands still: take an acceptance back, or else withdraw it, as the section stood when the caller asked
    whether they may. Raises `WrongState` where it was accepted since."""
    return (take_acceptance_back if section.state == State.ACCEPTED else withdraw)(section=section, by=by)


@transaction.atomic
def submit(*, section: Section, by) -> Section:
    """Hand a section in, once, and tell those who keep the report; one that somebody writes must have something in
    it."""
    locked = _lock(section)
    if locked.state == State.SUBMITTED:
        return locked
    done = _step(locked, State.SUBMITTED, return_reason="")
    for one in Membership.objects.current().joined().keeping_the_report().for_choosing():
        _tell(done, SUBMITTED, by, one.user)
    return done


@transaction.atomic
def send_back(*, section: Section, reason: str, by) -> Section:
    """Return a section to its author with what is to be changed, and tell them. What is said twice returns it once."""
    locked = _lock(section)
    if (locked.state, locked.return_reason) == (State.RETURNED, reason):
        return locked
    done = _step(section, State.RETURNED, return_reason=reason)
    if done.author:
        _tell(done, RETURNED, by, done.author)
    return done


@transaction.atomic
def accept(*, section: Section, by, seen: str | None = None) -> Section:
    """Take a section into the report. `seen` is its `standing` when somebody read it: where that has changed, raises
    `WrongState`, so that nobody accepts what they have not read.
    """
    locked = _lock(section)
    if seen not in (None, locked.standing) and locked.state != State.ACCEPTED:
        raise WrongState(f"“{locked}” has changed since you opened it. Read it again, then accept it.")
    return _step(locked, State.ACCEPTED, return_reason="")


def _step(section: Section, state: State, **fields) -> Section:
    locked = _lock(section)
    if locked.state == state and not any(fields.values()):
        return locked
    _require(locked, state)
    return _move(locked, state, **fields)


def _move(locked: Section, state: State, **fields) -> Section:
    if state in HANDED_IN:
        task_links.close(kind=CANNOT_WRITE, subject_id=locked.pk)
    locked.state = state
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", *fields])
    return locked


def _require(section: Section, state: State) -> None:
    is_empty = section.kind == Section.Kind.NARRATIVE and not section.text.strip()
    if is_empty and state in {State.SUBMITTED, State.ACCEPTED}:
        raise WrongState(f"“{section}” has no text yet, so it cannot become {state.label.lower()}.")
    if section.state not in STEPS[state]:
        raise WrongState(
            f"“{section}” is {section.get_state_display().lower()}, so it cannot become {state.label.lower()}."
        )


def _lock(section: Section) -> Section:
    return Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
