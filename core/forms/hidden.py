"""Fields that a page carries for the portal, not for its reader, who cannot mend what stands in them.

So they refuse nothing: what a page of ours would never send counts as not sent.
"""

import uuid

from django import forms

from core.history.revisions import LAST_VERSION


class VersionField(forms.IntegerField):
    """Which version of a record somebody saw; 0, which no saved record has, where what was sent is none."""

    widget = forms.HiddenInput

    def __init__(self, **options):
        super().__init__(required=False, **options)

    def clean(self, value):
        try:
            version = int(str(value or 0))
        except ValueError:
            return 0
        return version if 0 <= version <= LAST_VERSION else 0


class ReceiptField(forms.UUIDField):
    """The receipt of a form; None where what was sent is none."""

    widget = forms.HiddenInput

    def __init__(self, **options):
        super().__init__(required=False, **options)

    def clean(self, value):
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None
