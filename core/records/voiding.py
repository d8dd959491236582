from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from core import forms
from core.history.voiding import LONGEST, VoidableModel, lacking_without
from core.history.voiding import void as void_record
from core.records.changing import change
from core.records.page import own_page, show

TEMPLATE = "core/record_void.html"


class VoidForm(forms.RecordForm):
    """Why a row is taken back."""

    void_reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="For example, entered twice, or entered for the wrong agency. It stays in the history with this.",
        max_length=LONGEST,
        error_messages={"required": "Enter why it is withdrawn"},
    )

    class Meta(forms.RecordForm.Meta):
        fields = []


def void(request: HttpRequest, record: VoidableModel) -> HttpResponse:
    """The whole of a page that takes a row back: asks once, and why.

    Refused where something would be lacking without it. Where it was taken back before, as by a second click, the page
    leads on.
    """
    if record.void_reason:
        messages.info(request, f"{record} is withdrawn already.")
        return redirect(record.get_absolute_url())
    form = forms.opened(_form_of(record), request, instance=record)
    heading, action = f"Withdraw {record}", "Withdraw this entry"
    page = {"heading": heading, "action": action, "up": own_page(record), "record": record, "template": TEMPLATE}
    if form.is_valid():
        # The form has put the reason into the record, and the page must not say that it is done.
        record.void_reason = ""
        if lacking := lacking_without(record):
            form.add_error(None, "It cannot be withdrawn: something shows it. Settle that first")
            return show(request, form, lacking=lacking, **page)
    return change(
        request,
        form,
        save=lambda form, by: void_record(record=record, because=form.values["void_reason"], by=by),
        says="{} is withdrawn.",
        **page,
    )


def or_history(model: type[VoidableModel]) -> Callable:
    """For the view of a row's own page: where the row has been taken back, leads to its history and says so."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def page(request, slug, pk):
            try:
                return view(request, slug, pk)
            except Http404:
                row = model.with_voided.filter(pk=pk).exclude(void_reason="").first()
                if row is None:
                    raise
                messages.info(request, f"{row} was withdrawn.")
                return redirect("history", slug, model._meta.label_lower, pk)

        return page

    return decorate


def _form_of(record: VoidableModel) -> type[VoidForm]:
    meta = type("Meta", (VoidForm.Meta,), {"model": type(record)})
    return type("VoidForm", (VoidForm,), {"Meta": meta})
