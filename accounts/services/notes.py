"""A person's own notes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Note, User

NOT_YOURS = "A note belongs to the person who wrote it."


@transaction.atomic
def save(*, note: Note, by: User) -> Note:
    """Keep a note of one's own, new or changed; what it is about is a page of the same partnership or nothing."""
    if note._state.adding:
        note.written_by = by
    if note.written_by_id != by.pk:
        raise PermissionDenied(NOT_YOURS)
    note.about = _page(note)
    note.save()
    return note


@transaction.atomic
def remove(*, note: Note, by: User) -> None:
    if note.written_by_id != by.pk:
        raise PermissionDenied(NOT_YOURS)
    note.delete()


def _page(note: Note) -> str:
    """The path of the page, also where the whole address was pasted."""
    about = note.about.strip()
    path = "/" + about.split("://", 1)[1].partition("/")[2] if "://" in about else about
    within = f"/{note.partnership.slug}/"
    if path and not (path.startswith(within) and url_has_allowed_host_and_scheme(path, None)):
        raise ValidationError({"about": f"Enter the address of a page of this partnership, such as {within}structure/"})
    return path
