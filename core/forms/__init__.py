"""Forms that look and speak like the rest of the portal; `from core import forms` is all that a form needs.
What is sent by a form is kept by `core.submissions`; the pages of a record's forms are in `core.records`.
"""

from django.forms import (  # noqa: F401 -- so that one import serves a form
    BooleanField,
    CharField,
    ChoiceField,
    FileField,
    HiddenInput,
    MultipleChoiceField,
    PasswordInput,
    TypedChoiceField,
    UUIDField,
    ValidationError,
)

from core.forms.asking import Asking, AskingRecord
from core.forms.base import Form, ModelForm
from core.forms.choices import ModelChoiceField, ModelMultipleChoiceField
from core.forms.fields import (
    DateField,
    EmailField,
    MoneyField,
    NumberField,
    TextField,
    UnitField,
    WholeNumberField,
    YearField,
)
from core.forms.hidden import ReceiptField, VersionField
from core.forms.mailed_names import MailedNameField
from core.forms.named import NamedField, NamedListField
from core.forms.opening import opened
from core.forms.records import AddForm, RecordForm
from core.forms.renderer import PortalRenderer
from core.forms.widgets import Checkboxes, DateParts, MoneyInput, NamesInput, Radios, TextArea

__all__ = [
    "AddForm",
    "Asking",
    "AskingRecord",
    "Checkboxes",
    "DateField",
    "DateParts",
    "EmailField",
    "Form",
    "MailedNameField",
    "ModelChoiceField",
    "ModelForm",
    "ModelMultipleChoiceField",
    "MoneyField",
    "MoneyInput",
    "NamedField",
    "NamedListField",
    "NamesInput",
    "NumberField",
    "PortalRenderer",
    "Radios",
    "ReceiptField",
    "RecordForm",
    "TextArea",
    "TextField",
    "UnitField",
    "VersionField",
    "WholeNumberField",
    "YearField",
    "opened",
]
