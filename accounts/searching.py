"""What the search finds of people with access, and of what a person wrote for themselves alone."""

from accounts.looking_after import looked_after, looks_after_anybody
from accounts.models import Note
from accounts.roles import Permission
from core.dashboard.search import MOST, Hit, matching, searched


@searched("Your notes", 95, needs=Permission.WRITE_NOTES)
def notes(partnership, member, words):
    """A scrutineer's own, and nobody else's."""
    for note in Note.objects.of(member.user).filter(matching(words, "title", "text"))[:MOST]:
        yield Hit(note.title, note.get_absolute_url(), note.text)


@searched("People with access", 70)
def people(partnership, member, words):
    """For those who look after access, whether of everybody or of an agency's people."""
    if not looks_after_anybody(member):
        return
    for membership in looked_after(member).called(words).select_related("user").order_by("shown_name__sort"):
        yield Hit(membership.shown_name, membership.get_absolute_url(), membership.shown_email)
