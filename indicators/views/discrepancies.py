from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Permission
from core.forms import opened
from core.http.requires import requires
from core.lists import list_page
from indicators.discrepancies import discrepancies
from indicators.forms import ExplainForm
from indicators.services import explanations
from indicators.tables import DiscrepancyTable, state_of
from indicators.visibility import rule_to_explain


@require_safe
@requires(Permission.VIEW_RECORDS)
def discrepancy_list(request, slug):
    found = [one.seen_by(request.member) for one in discrepancies(request.partnership)]
    lines = [(one.period, (one.seen_printed, one.seen_computed, one.seen_difference)) for one in found]
    rule = rule_to_explain(lines, member=request.member, partnership=request.partnership)
    context = {"open": sum(one.is_open for one in found), "rule": rule}
    return list_page(
        request, DiscrepancyTable(found), None, context, empty=ALL_AGREE, template="indicators/discrepancies.html"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(GET=Permission.VIEW_RECORDS, POST=Permission.EXPLAIN_FIGURES)
def explain(request, slug, key):
    """One discrepancy with its parts, and for the business unit the form that explains it."""
    found = _found(request.partnership, key).seen_by(request.member)
    form = opened(ExplainForm, request, initial=_written(found))
    theirs = None
    if form.is_valid():
        try:
            explanations.explain(partnership=request.partnership, key=key, by=request.user, **form.cleaned_data)
        except explanations.TextMissing as error:
            form.add_error("text", str(error))
        except explanations.Stale as error:
            theirs, form = error.current, _again(form, error.current)
        else:
            messages.success(request, f"What you wrote about “{found.title}” is kept.")
            return redirect("indicators:discrepancies", slug)
    parts = found.parts_seen_by(request.member)
    shown = {found.seen_printed, found.seen_computed, *(part.shown for part in parts)}
    context = {
        "found": found,
        "parts": parts,
        "form": form,
        "theirs": theirs,
        "state": state_of(found),
        "rule": rule_to_explain([(found.period, shown)], member=request.member, partnership=request.partnership),
        "may_explain": request.member.can(Permission.EXPLAIN_FIGURES),
    }
    return render(request, "indicators/explain.html", context)


ALL_AGREE = {
    "title": "Every published total matches its parts",
    "text": "Bring in what a document printed with the import “Printed totals”: each is compared with its parts.",
}


def _found(partnership, key):
    try:
        return explanations.discrepancy(partnership, key)
    except explanations.NoSuchDiscrepancy as error:
        raise Http404(str(error)) from error


def _written(found) -> dict:
    written = found.explanation or found.outdated
    return {"version": found.version, **({"kind": written.kind, "text": written.text} if written else {})}


def _again(form, current):
    """The same words, to be saved over what is there now, once the person has read it."""
    again = ExplainForm({**form.data.dict(), "version": current.version})
    again.typed_by = form.typed_by
    again.add_error("text", "This was written about since you opened it. Read that, then save again.")
    return again
