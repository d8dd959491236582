from reporting.forms.authors import AssignForm, AssignManyForm
from reporting.forms.reports import (
    AddSectionForm,
    DeclineForm,
    DropForm,
    LeaveOutForm,
    OfferForm,
    OutlineForm,
    PublicPageForm,
    ReasonForm,
    RenameForm,
    SentForm,
    StartForm,
    TakeDownForm,
    WriteForm,
)
from reporting.forms.statements import StatementForm

__all__ = [
    "AddSectionForm",
    "AssignForm",
    "AssignManyForm",
    "DeclineForm",
    "DropForm",
    "LeaveOutForm",
    "OfferForm",
    "OutlineForm",
    "PublicPageForm",
    "ReasonForm",
    "RenameForm",
    "SentForm",
    "StartForm",
    "StatementForm",
    "TakeDownForm",
    "WriteForm",
]
