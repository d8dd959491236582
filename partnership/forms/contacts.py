from core import forms
from partnership.forms.fields import agency_field
from partnership.models import Contact


class ContactForm(forms.RecordForm):
    agency = agency_field(label="Agency", required=True)

    class Meta(forms.RecordForm.Meta):
        model = Contact
        fields = ["agency", "purpose", "telephone", "email", "hours", "is_public", "starts_on", "ends_on", "note"]
        labels = {
            "purpose": "What is it for?",
            "telephone": "Telephone number",
            "hours": "When is it open?",
            "is_public": "Anybody may know it",
            "starts_on": "First day",
            "ends_on": "Last day",
        }
        help_texts = {
            "purpose": "An office, a team or a reason, such as Worried about a child. Never a person’s name.",
            "telephone": "Such as 0191 498 0123 or 101. Never a person’s own number.",
            "email": "A shared mailbox. Never a person’s own address.",
            "hours": "Such as Monday to Friday, 9am to 5pm.",
            "is_public": "Reports and the public page then show it.",
        }
