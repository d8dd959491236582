"""What has to be done to the sections of a report before it can be compiled whole: by this person, or whom it waits on.

The order is that of the work: what is one's own is written, what was handed in is read and accepted, what nobody
writes is given to somebody, what the records do not hold is brought in.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.permissions import Member, Permission
from core.formatting import sentences
from reporting.models import Section
from reporting.outlines import Row

State = Section.State


@dataclass(frozen=True)
class Task:
    """What is to be done and with which section first; no row where nothing but waiting is left."""

    title: str
    text: str
    row: Row | None = None
    page: str = "section"
    action: str = ""


@dataclass(frozen=True)
class _Kind:
    """One kind of work of the business unit, with the rows that ask for it."""

    asks: Callable[[Row], bool]
    verb: str
    text: str
    page: str = "section"


KINDS = [
    _Kind(lambda row: row.section.state == State.SUBMITTED, "Read and accept", "It was handed in."),
    _Kind(
        lambda row: not row.section.author_id and row.section.state != State.NOT_STARTED and not row.section.is_ready,
        "Finish and accept",
        "It is begun, and nobody is asked to write it.",
    ),
    _Kind(
        lambda row: not row.section.author_id and not row.section.is_ready,
        "Ask somebody to write",
        "Nobody is asked to write it. You can write it yourself too.",
        "section_assign",
    ),
    _Kind(lambda row: bool(row.lacks) and row.section.is_ready, "Complete", ""),
]


def next_task(rows: list[Row], member: Member) -> Task | None:
    """The first thing to do to the kept sections; None where each of them is ready."""
    unready = [row for row in rows if not row.is_ready]
    own = [row for row in unready if row.is_open and row.section.author_id == member.user.pk]
    if own and own[0].section.state == State.RETURNED:
        return _task("Change", own, "It was returned for changes; its page says why.")
    if own:
        return _task("Write", own, "You were asked to write it.")
    if not unready:
        return None
    if not member.can(Permission.EDIT_REPORT):
        ready = len(rows) - len(unready)
        return Task("The business unit prepares the report", f"{ready} of {len(rows)} sections are ready.")
    return next((task for kind in KINDS if (task := _of_kind(kind, unready))), None) or _waiting(unready)


def _of_kind(kind: _Kind, unready: list[Row]) -> Task | None:
    asking = [row for row in unready if kind.asks(row)]
    return _task(kind.verb, asking, kind.text or asking[0].lacks, kind.page) if asking else None


def _task(verb: str, rows: list[Row], text: str, page: str = "section") -> Task:
    first, more = rows[0], len(rows) - 1
    if more:
        text = f"{text} {more} other section{' waits' if more == 1 else 's wait'} for the same."
    return Task(f"{verb} “{first.section}”", text, first, page, f"{verb} it")


def _waiting(unready: list[Row]) -> Task:
    """Nothing to do but to wait for the authors."""
    names = sorted({row.section.author.name for row in unready})
    count = f"{len(unready)} section{'' if len(unready) == 1 else 's'}"
    return Task(f"Wait for {count}", f"To be written by {sentences.listed(names)}. You can remind them in the outline.")
