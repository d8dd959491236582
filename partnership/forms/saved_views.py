from core import forms
from core.models import SavedView

LONGEST = SavedView._meta.get_field("query").max_length


class SavedViewForm(forms.Form):
    path = forms.CharField(widget=forms.HiddenInput, max_length=SavedView._meta.get_field("path").max_length)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST)
    name = forms.CharField(
        label="Name of the view",
        help_text="It keeps the filters and the order of the list, for you alone",
        max_length=SavedView._meta.get_field("name").max_length,
    )
