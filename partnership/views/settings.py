from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core import settings
from core.forms import opened
from core.http.requires import requires
from core.http.step_up import lately_confirmed
from core.records.changing import Difference
from core.records.page import Up, show
from core.settings import InForce, Preference, UnknownKey
from core.settings.brand import readable, sample_css
from partnership.forms.settings import ChoiceForm, setting_form

# Their value is seen at the head of every page, so a sample of it stands beside the form.
FACE = ("name", "short_name", "colour")


@dataclass(frozen=True)
class Line:
    """One setting as the overview shows it."""

    preference: Preference
    held: InForce
    coming: list
    shipped: str


@require_safe
@requires(Permission.VIEW_RECORDS)
def setting_list(request, slug):
    """Every setting by its group: what holds, where that comes from, and what is to come."""
    groups: dict[str, list[Line]] = {}
    for preference in settings.preferences().values():
        groups.setdefault(preference.group, []).append(_line(request.partnership, preference))
    context = {"groups": groups, "may_change": request.member.can(Permission.CHANGE_SETTINGS)}
    return render(request, "partnership/settings/settings.html", context)


@require_safe
@requires(Permission.VIEW_RECORDS)
def setting(request, slug, key):
    """One setting with everything that was ever chosen."""
    preference = _named(key)
    choices = list(settings.history(request.partnership, key))
    context = {
        "line": _line(request.partnership, preference),
        "choices": [(choice, _said(preference, choice.value)) for choice in choices],
        "default": preference.says(preference.default_of(request.partnership, timezone.localdate())),
        "may_change": request.member.can(Permission.CHANGE_SETTINGS),
    }
    return render(request, "partnership/settings/setting.html", context)


@lately_confirmed
@requires(Permission.CHANGE_SETTINGS)
def change(request, slug, key):
    """Choose another value: first shown as it will be where somebody asks for that, then kept for good."""
    preference = _named(key)
    held = settings.in_force(request.partnership, key)
    form = _opened(setting_form(request.partnership, preference, held.value), request, preference)
    page = {"line": _line(request.partnership, preference), "action": "Save"}
    if not form.is_valid():
        return _show(request, form, preference, **page)
    if "preview" in request.POST:
        return _show(request, form, preference, preview=_preview(request.partnership, form), **page)
    return _chosen(request, form, preference, form.cleaned_data["value"], **page)


@lately_confirmed
@requires(Permission.CHANGE_SETTINGS)
def restore(request, slug, key):
    """Follow the shipped default again, which is a choice like any other."""
    preference = _named(key)
    form = _opened(ChoiceForm, request, preference)
    page = {"line": _line(request.partnership, preference), "action": "Go back to the default", "restores": True}
    page["default"] = preference.says(preference.default_of(request.partnership, timezone.localdate()))
    if not form.is_valid():
        return _show(request, form, preference, **page)
    return _chosen(request, form, preference, None, **page)


@require_safe
@requires(Permission.CHANGE_SETTINGS)
def colour_sample(request, slug, colour):
    """The stylesheet of a sample in a colour that nobody has chosen yet."""
    if readable(f"#{colour}") != f"#{colour}":
        raise Http404("White text cannot be read on that.")
    return HttpResponse(sample_css(f"#{colour}"), content_type="text/css; charset=utf-8")


def _named(key: str) -> Preference:
    try:
        return settings.named(key)
    except UnknownKey as error:
        raise Http404(str(error)) from error


def _line(partnership, preference: Preference) -> Line:
    later = [(choice, _said(preference, choice.value)) for choice in settings.coming(partnership, preference.key)]
    held = settings.in_force(partnership, preference.key)
    return Line(preference, held, later, preference.shipped_for(partnership))


def _said(preference: Preference, value) -> str:
    return "the shipped default" if value is None else preference.says(value)


def _opened(form_class, request, preference):
    seen = settings.history(request.partnership, preference.key).count()
    return opened(form_class, request, preference=preference, initial={"seen": seen})


def _show(request, form, preference, **context):
    up = Up(preference.label, reverse("settings:setting", args=[request.partnership.slug, preference.key]))
    name = preference.label[:1].lower() + preference.label[1:]
    heading = f"Go back to the default {name}" if context.get("restores") else f"Change the {name}"
    template = "partnership/settings/change.html"
    return show(request, form, heading=heading, up=up, template=template, preference=preference, **context)


def _preview(partnership, form) -> dict:
    """How it will be said, and for what stands at the head of a page how that will look."""
    key, value = form.preference.key, form.cleaned_data["value"]
    preview = {"says": form.preference.says(value), "from_on": form.cleaned_data.get("from_on")}
    if key not in FACE:
        return preview
    face = {name: settings.value_of(partnership, name) for name in FACE} | {key: value}
    return preview | {"face": face, "sample": readable(face["colour"]).removeprefix("#")}


def _chosen(request, form, preference, value, **page):
    """Keep the choice and go back to the setting; show both where somebody else was faster."""
    partnership, key = request.partnership, preference.key
    written = {name: form.cleaned_data.get(name) for name in ("from_on", "reason", "seen")}
    try:
        settings.choose(partnership=partnership, key=key, value=value, by=request.user, **written)
    except settings.Stale as found:
        if not _is_the_same(found.current, value, request.user, **written):
            return _show(request, _again(form, partnership), preference, stale=_stale(form, found.current), **page)
    except settings.ReasonMissing as error:
        form.add_error("reason", str(error))
        return _show(request, form, preference, **page)
    messages.success(request, f"{preference.label}: {_said(preference, value)}.")
    return redirect("settings:setting", partnership.slug, key)


def _is_the_same(current, value, by, *, from_on, reason, seen) -> bool:
    """Whether the choice in the way is this very one, from a form that was sent twice."""
    theirs = (current.value, current.made_by_id, current.reason)
    return theirs == (value, by.pk, reason.strip()) and from_on in (None, current.from_on)


def _stale(form, current) -> dict:
    """Yours and theirs, for the page that shows both."""
    mine = form.cleaned_data.get("value")
    differences = [
        Difference("value", form.preference.label, _said(form.preference, mine), _said(form.preference, current.value)),
        Difference("reason", "Why?", form.cleaned_data["reason"], current.reason),
    ]
    return {"by": current.made_by, "at": current.made_at, "differences": differences}


def _again(form, partnership):
    """The same words, to be kept after theirs once the person has read it."""
    seen = settings.history(partnership, form.preference.key).count()
    form.data = form.data.copy()
    form.data["seen"] = seen
    form.add_error(None, "This setting was changed since you opened it. Compare both, then save again.")
    return form
