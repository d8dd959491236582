from accounts.models import Note
from core import forms


class NoteForm(forms.RecordForm):
    """A note of the person's own."""

    class Meta(forms.RecordForm.Meta):
        model = Note
        fields = ["title", "text", "about"]
        labels = {"about": "The page that it is about"}
        help_texts = {"about": "The address of a page of this partnership, as it stands at the top of the browser."}
