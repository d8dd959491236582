from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from core import forms
from core.http.requires import requires
from core.reports.markdown import word_count
from core.reports.sources import sources
from core.submissions import drafts
from core.submissions.signing import BY, address_of, stated, statement
from reporting.drawing import may_draw
from reporting.forms import ReasonForm, WriteForm
from reporting.models import Section
from reporting.previews import not_as_expected, preview
from reporting.services import sections
from reporting.views.fetch import crumbs, is_done, report_crumb, section_of


def write(request, slug, year, key):
    """A section's own page: its guidance, its text, how it will look, and what comes next."""
    section = section_of(year, key)
    form = forms.opened(WriteForm, request, initial={"text": section.text, "version": section.version})
    try:
        sections.check_may_write(request.member, section)
    except PermissionDenied as refusal:
        return _give_words_back(request, section, refusal)
    stale = None
    if form.is_valid() and "preview" not in request.POST:
        try:
            opens = "open" in request.POST
            if opens:
                _check_may_open(request.member, section)
            saved = sections.write(section=section, by=request.user, opens=opens, **form.cleaned_data)
        except sections.Stale as found:
            stale = found.current
        except sections.WrongState as reason:
            form.add_error(None, str(reason))
        else:
            return _after_save(request, slug, section, saved)
    if form.is_bound:
        # As it stands now: a save that was refused says why, and what opens the section again.
        section.refresh_from_db(fields=["state", "text", "version", "return_reason"])
    return render(request, "reporting/section.html", _context(request, section, form, stale))


def _give_words_back(request, section: Section, refusal: PermissionDenied):
    """The refusal with what somebody has typed into a section that was theirs, and whose it is now, as those may know
    who were asked to write it or have opened it here. Raises it where there is neither."""
    draft = drafts.kept(request)
    kept = draft.fields.get("text", []) if draft else []
    words = request.POST.get("text") or "".join(kept)
    is_from_here = stated(request.POST.get(BY, "")) == (str(request.user.pk), address_of(request))
    was_theirs = is_from_here or sections.was_author(request.user, section)
    if not words.strip() and not was_theirs:
        raise refusal
    context = {"words": words.strip() and words, "section": section if was_theirs else None}
    return render(request, "reporting/section_given_away.html", context, status=403)


def _check_may_open(member, section: Section) -> None:
    """Only those who keep the report take an acceptance back."""
    if section.state == Section.State.ACCEPTED:
        member.check(Permission.EDIT_REPORT)


def _context(request, section, form, stale):
    may_edit = request.member.can(Permission.EDIT_REPORT)
    is_closed = sections.is_closed_to(request.user, section)
    holds_typed = form.is_bound or form.kept_at
    # What is only opened shows what is saved, also where the box holds what was typed earlier.
    text = (form["text"].value() or "") if form.is_bound else section.text
    is_overtaken = not form.is_bound and form.kept_at and str(form.initial["version"]) != str(section.version)
    if is_overtaken:
        # The page shows the saved text: what is saved from here on was written with it in sight.
        form.initial["version"] = section.version
    if stale is not None:
        form = WriteForm(initial={"text": text, "version": stale.version})
        form.typed_by = statement(request)
    return {
        "section": section,
        "report": section.report,
        "form": form,
        "stale": stale,
        "is_overtaken": is_overtaken,
        "is_own_save": (stale or is_overtaken) and sections.saved_text_of(request.user, stale or section),
        "words": word_count(form["text"].value() or ""),
        "preview": preview(section, text),
        "may_edit": may_edit,
        # The text that this page was opened with or shows now, which need not be the one that is saved by now.
        "seen": section.standing_as_of(form["version"].value()),
        "is_closed": is_closed,
        "may_submit": not form.is_bound and sections.may_be_submitted(section, request.user),
        # What somebody typed into a section that stands still is shown all the same: nothing is lost.
        "has_form": not is_closed or holds_typed,
        "may_open": is_closed and (may_edit or section.state == Section.State.SUBMITTED),
        "may_draw": may_draw(sources().get(section.source)),
        "crumbs": crumbs(section.partnership, report_crumb(section.report)),
    }


def _after_save(request, slug, section, saved):
    begun = saved.state != section.state and "submit" not in request.POST
    messages.success(request, f"“{section}” is saved.{f' It is now “{saved.get_state_display()}”.' if begun else ''}")
    if "submit" in request.POST and not_as_expected(saved):
        messages.info(request, f"“{section}” is not submitted yet: not all of it will come out as you may expect.")
    elif "submit" in request.POST:
        return _step(request, section, sections.submit, "is submitted")
    return redirect("reporting:section", slug, section.report.year, section.key)


@require_POST
def submit(request, slug, year, key):
    section = section_of(year, key)
    sections.check_may_write(request.member, section)
    return _step(request, section, sections.submit, "is submitted")


@require_POST
@requires(Permission.EDIT_REPORT)
def accept(request, slug, year, key):
    # What the form says it has read; a post that says nothing has read nothing.
    seen = request.POST.get("seen", "")
    return _step(request, section_of(year, key), sections.accept, "is accepted", seen=seen)


@require_POST
def withdraw(request, slug, year, key):
    """Open a section that stands still, to go on writing: it was handed in, or accepted."""
    section = section_of(year, key)
    sections.check_may_write(request.member, section)
    _check_may_open(request.member, section)
    try:
        opened = sections.reopen(section=section, by=request.user)
    except sections.WrongState as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, f"“{section}” is open to be changed. It is now “{opened.get_state_display()}”.")
    return redirect("reporting:section", slug, year, key)


@requires(Permission.EDIT_REPORT)
def send_back(request, slug, year, key):
    """Return a section to its author with what is to be changed; what was typed stays where that cannot be."""
    section = section_of(year, key)
    if section.author is None:
        messages.info(request, f"Nobody was asked to write “{section}”, so there is nobody to return it to.")
        return redirect("reporting:section", slug, year, key)
    form = forms.opened(ReasonForm, request)
    form.fields["reason"].label = "What should be changed?"
    action = partial(sections.send_back, section=section, by=request.user)
    if form.is_valid() and is_done(form, partial(action, **form.cleaned_data)):
        messages.success(request, f"“{section}” is returned.")
        return redirect("reporting:section", slug, year, key)
    context = {
        "form": form,
        "heading": f"Return “{section}” to its author",
        "action": "Return",
        "crumbs": crumbs(request.partnership, report_crumb(section.report)),
    }
    return render(request, "reporting/form.html", context)


def _step(request, section: Section, step, says: str, **options):
    try:
        step(section=section, by=request.user, **options)
    except sections.WrongState as reason:
        messages.info(request, str(reason))
    else:
        messages.success(request, f"“{section}” {says}.")
    return redirect("reporting:section", section.partnership.slug, section.report.year, section.key)
