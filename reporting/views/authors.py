"""Who writes what until when: one section, or several at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from core import forms, records
from core.formatting import sentences
from core.history.revisions import last_change
from core.http.requires import requires
from core.submissions import idempotency
from reporting.forms import AssignForm, AssignManyForm
from reporting.models import Section
from reporting.services import sections
from reporting.views.fetch import outline_form, report_of, section_of


@requires(Permission.EDIT_REPORT)
def section_assign(request, slug, year, key):
    section = section_of(year, key)
    outline = reverse("reporting:outline", args=[slug, year])
    # The form writes what was typed into the section that it is given; the service asks how it stands.
    form = forms.opened(AssignForm, request, instance=section_of(year, key))

    def save(form, by):
        author = form.values["author"]
        given = sections.assign(section=section, by=by, **form.values)
        if author not in (None, section.author, by):
            messages.info(request, f"A mail tells {author.name}.{_stays([given])}")
        return given

    return records.change(
        request,
        form,
        form.instance,
        heading=f"Who writes “{section}”?",
        up=(f"{section.report}", outline),
        save=save,
        done=outline,
        says="Author and day of “{}” are saved.",
    )


def _stays(given: list[Section]) -> str:
    """What is not asked of the new author of sections that were handed in, and how it would be."""
    kept = [f"“{one}” stays {one.get_state_display().lower()}" for one in given if sections.is_handed_in(one)]
    return f" {sentences.listed(kept)}: return it to have it changed." if kept else ""


@requires(Permission.EDIT_REPORT)
def assign_many(request, slug, year):
    """Ask one person for several sections, or set one day for them; those ticked in the outline are ticked here."""
    report = report_of(year)
    if request.method == "POST":
        # Before the form compares what was seen with what is saved.
        sections.hold_still(report)
    initial = {"section": request.GET.getlist("section")}
    form = forms.opened(AssignManyForm, request, report=report, initial=initial)
    if form.is_valid():
        named = form.cleaned_data["section"]
        if found := form.overtaken:
            form.stand_on_what_is_saved()
            form.add_error(None, [_meanwhile(section) for section in found])
        elif given := _kept(form, lambda: sections.assign_many(sections=named, by=request.user, **form.changes)):
            author = form.changes.get("author")
            stays = _stays(given) if author not in (None, request.user) else ""
            messages.success(request, f"{len(named)} section{'' if len(named) == 1 else 's'} changed.{stays}")
            return redirect("reporting:outline", slug, year)
    return outline_form(request, form, "Author and day of several sections", report)


def _meanwhile(section: Section) -> str:
    """What somebody else has saved of a section that was to be changed with others."""
    by, _ = last_change(section)
    who = f"{section.author.name} writes it" if section.author else "nobody writes it"
    day = f", due on {section.due_on:%-d %B %Y}" if section.due_on else ""
    saved = f" {by.name} has saved it since you opened this." if by else " It was saved since you opened this."
    return f"“{section}”: {who}{day}.{saved} Save again to change it all the same."


def _kept(form, assign) -> list[Section]:
    """What was changed; nothing where the person has just left, and the form says so."""
    try:
        return assign()
    except ValidationError as reason:
        form.add_error(None, reason)
        return []


@require_POST
@requires(Permission.EDIT_REPORT)
def section_remind(request, slug, year, key):
    """Write to the author once more."""
    section = section_of(year, key)
    outline = reverse("reporting:outline", args=[slug, year])

    def remind():
        sections.remind(section=section, by=request.user)
        messages.success(request, f"We have emailed {section.author.name} a reminder.")
        return outline

    try:
        idempotency.once(request, remind)
    except sections.WrongState as reason:
        messages.info(request, str(reason))
    return redirect(outline)
