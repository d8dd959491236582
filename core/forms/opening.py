"""Opening a form as the request asks: sent, or empty, or with what the person had typed before."""

from django import forms
from django.http import HttpRequest, QueryDict

from core.submissions import drafts, idempotency, signing


def opened(form_class: type[forms.BaseForm], request: HttpRequest, **options) -> forms.BaseForm:
    """The form with what was sent, or, where the page is only asked for, with the person's kept draft of this address.

    It says whose it is (`typed_by`), so that nobody else sends it from a tab that was open before they signed in, and
    so that what was typed is kept for its person where their session has gone.
    `kept_at` says when that draft was kept; it is None where there is none, or where it says nothing new.
    """
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **options)
        form.kept_at, form.typed_by = None, signing.statement(request)
        return form
    form = form_class(**options)
    form.typed_by = signing.statement(request)
    draft = drafts.kept(request)
    typed = _typed(form, draft.fields) if draft and not _was_taken(request, draft) else {}
    form.kept_at = draft.saved_at if _says_something_new(form, typed) else None
    if form.kept_at:
        form.initial |= typed
    return form


def _typed(form: forms.BaseForm, fields: dict[str, list[str]]) -> dict:
    """What the browser sent, by field, as the form's widgets read it."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if not isinstance(field.widget, forms.FileInput | forms.PasswordInput)
        and not field.widget.value_omitted_from_data(data, {}, form.add_prefix(name))
    }


def _says_something_new(form: forms.BaseForm, typed: dict) -> bool:
    return any(
        form.fields[name].has_changed(form.get_initial_for_field(form.fields[name], name), value)
        for name, value in typed.items()
        if not form.fields[name].widget.is_hidden
    )


def _was_taken(request: HttpRequest, draft) -> bool:
    """Whether the form of this draft was taken after all: its last text may arrive after it was sent."""
    return any(idempotency.is_taken(request, text) for text in draft.fields.get("receipt", []))
