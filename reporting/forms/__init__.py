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
    "TakeDownForm",
    "WriteForm",
]
