"""What the search finds of what a person wrote for themselves alone."""

from django.urls import reverse

from accounts.models import Note
from accounts.roles import Permission
from core.dashboard.search import MOST, Hit, matching, searched


@searched("Your notes", 95)
def notes(partnership, member, words):
    """A scrutineer's own, and nobody else's."""
    if not member.can(Permission.WRITE_NOTES):
        return
    for note in Note.objects.of(member.user).filter(matching(words, "title", "text"))[:MOST]:
        yield Hit(note.title, reverse("people:note", args=[partnership.slug, note.pk]), note.text)
