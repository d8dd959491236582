from reporting.forms.authors import AssignForm, AssignManyForm
from reporting.forms.reports import (
    AddSectionForm,
    LeaveOutForm,
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
    "LeaveOutForm",
    "OutlineForm",
    "PublicPageForm",
    "ReasonForm",
    "RenameForm",
    "SentForm",
    "StartForm",
    "TakeDownForm",
    "WriteForm",
]
