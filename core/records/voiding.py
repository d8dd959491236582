from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from core import forms
from core.history.voiding import LONGEST, TakenBackModel, lacking_without
from core.history.voiding import take_back as taken
from core.records.changing import change
from core.records.page import Up, address, show

TEMPLATE = "core/record_take_back.html"


class TakeBackForm(forms.RecordForm):
    """Why a row is taken back."""

    taken_back = forms.CharField(
        label="Why is it taken back?",
        help_text="For example, entered twice, or entered for the wrong agency. It stays in the history with this.",
        max_length=LONGEST,
        error_messages={"required": "Enter why it is taken back"},
    )

    class Meta(forms.RecordForm.Meta):
        fields = []


def take_back(request: HttpRequest, record: TakenBackModel, *, up: Up, done) -> HttpResponse:
    """The whole of a page that takes a row back: asks once, and why.

    Refused where something would be lacking without it. Where it was taken back before, as by a second click, the page
    leads on.
    """
    if record.taken_back:
        messages.info(request, f"{record} is taken back already.")
        return redirect(address(done, record))
    form = forms.opened(_form_of(record), request, instance=record)
    heading, action = f"Take back {record}", "Take it back"
    page = {"heading": heading, "action": action, "up": up, "record": record, "template": TEMPLATE}
    if form.is_valid():
        # The form has put the reason into the record, and the page must not say that it is done.
        record.taken_back = ""
        if lacking := lacking_without(record):
            form.add_error(None, "It cannot be taken back: something shows it. Settle that first")
            return show(request, form, lacking=lacking, **page)
    return change(
        request,
        form,
        save=lambda form, by: taken(record=record, because=form.values["taken_back"], by=by),
        done=done,
        says="{} is taken back.",
        **page,
    )


def or_history(model: type[TakenBackModel]) -> Callable:
    """For the view of a row's own page: where the row has been taken back, leads to its history and says so."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def page(request, slug, pk):
            try:
                return view(request, slug, pk)
            except Http404:
                row = model.everything.filter(pk=pk).exclude(taken_back="").first()
                if row is None:
                    raise
                messages.info(request, f"{row} was taken back.")
                return redirect("history", slug, model._meta.label_lower, pk)

        return page

    return decorate


def _form_of(record: TakenBackModel) -> type[TakeBackForm]:
    meta = type("Meta", (TakeBackForm.Meta,), {"model": type(record)})
    return type("TakeBackForm", (TakeBackForm,), {"Meta": meta})
