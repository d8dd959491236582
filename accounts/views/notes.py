"""A scrutineer's own notes. Nobody else sees them, whatever their role: every page asks for those of its reader."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.forms.notes import NoteForm
from accounts.models import Note
from accounts.permissions import Permission
from accounts.services import notes
from accounts.tables import NoteTable
from core import forms, records
from core.http.own_rows import writes_own
from core.http.requires import requires
from core.lists import list_page


@require_safe
@requires(Permission.WRITE_NOTES)
def note_list(request, slug):
    table = NoteTable(Note.objects.of(request.user), order_by="-written_at")
    empty = {
        "title": "No notes yet",
        "text": "Only you see what you write here.",
        "href": reverse("people:note_add", args=[slug]),
        "action": "Write a note",
    }
    return list_page(request, table, empty=empty, template="accounts/notes.html")


@writes_own
@requires(Permission.WRITE_NOTES)
def note_add(request, slug):
    form = forms.opened(NoteForm, request, initial={"about": _page_before(request)})
    return records.add(request, form, heading="Write a note", up=_list(slug), save=_save, done=_list(slug)[1])


@writes_own
@requires(Permission.WRITE_NOTES)
def note(request, slug, pk):
    found = get_object_or_404(Note.objects.of(request.user), pk=pk)
    form = forms.opened(NoteForm, request, instance=found)
    return records.change(
        request,
        form,
        found,
        heading="Your note",
        up=_list(slug),
        save=_save,
        done=_list(slug)[1],
        template="accounts/note.html",
        note=found,
    )


@writes_own
@requires(Permission.WRITE_NOTES)
def note_remove(request, slug, pk):
    """Asks, then removes."""
    found = get_object_or_404(Note.objects.of(request.user), pk=pk)
    if request.method == "POST":
        notes.remove(note=found, by=request.user)
        messages.success(request, f"The note “{found}” is deleted.")
        return redirect("people:notes", slug)
    return render(request, "accounts/note_remove.html", {"note": found, "up": _list(slug)})


def _save(form, by):
    return notes.save(note=form.instance, by=by)


def _list(slug) -> tuple[str, str]:
    return "Your notes", reverse("people:notes", args=[slug])


def _page_before(request) -> str:
    """The page of this partnership that somebody came from."""
    path = urlsplit(request.headers.get("Referer", "")).path
    within = f"/{request.partnership.slug}/"
    return path if path.startswith(within) and not path.startswith(f"{within}notes/") else ""
