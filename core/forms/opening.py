"""Opening a form as the request asks: sent, or empty, or with what the person had typed before."""

from django import forms
from django.http import HttpRequest, QueryDict

from core import drafts


def opened(form_class: type[forms.BaseForm], request: HttpRequest, **options) -> forms.BaseForm:
    """The form with what was sent, or, where the page is only asked for, with the person's kept draft of this address.

    `kept_at` says when that draft was kept; it is None where there is none.
    """
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **options)
        form.kept_at = None
        return form
    form = form_class(**options)
    draft = drafts.kept(request)
    form.kept_at = draft.saved_at if draft else None
    if draft:
        _restore(form, draft.fields)
    return form


def _restore(form: forms.BaseForm, typed: dict[str, list[str]]) -> None:
    """Put what the browser sent into the form, as if it were what the form begins with."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    for name, field in form.fields.items():
        if not isinstance(field.widget, forms.FileInput | forms.PasswordInput):
            form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
