"""Agencies: add, change, rename, end; their former names."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.roles import Permission
from core import forms, records
from core.http.requires import requires
from partnership.forms.agencies import AgencyForm, FormerNameForm, RenameForm
from partnership.models import Agency, FormerName
from partnership.services import agencies, agency_ends, names
from partnership.views.ends import ends_also, open_things
from partnership.views.places import list_above


@requires(Permission.KEEP_RECORDS)
def agency_add(request, slug):
    return records.add(
        request,
        forms.opened(AgencyForm, request),
        heading="Add an agency",
        up=list_above(request, "agencies", "Agencies"),
        save=lambda form, by: agencies.add(by=by, **form.values),
    )


@requires(Permission.KEEP_RECORDS)
def agency_change(request, slug, pk):
    agency = _opened(pk)
    return records.change(
        request,
        forms.opened(AgencyForm, request, instance=agency),
        agency,
        heading=f"Change {agency}",
        save=lambda form, by: agencies.change(agency=agency, by=by, **form.values),
    )


@requires(Permission.KEEP_RECORDS)
def agency_rename(request, slug, pk):
    agency = _opened(pk)
    return records.change(
        request,
        forms.opened(RenameForm, request, instance=agency, initial=_coming(agency)),
        agency,
        heading=f"Rename {agency}",
        save=lambda form, by: names.rename(agency=agency, by=by, **form.values),
        says="{0.called}",
        action="Rename",
    )


@require_POST
@requires(Permission.KEEP_RECORDS)
def agency_keep_name(request, slug, pk):
    """A name that was to come is not taken."""
    agency = _opened(pk)
    names.keep(agency=agency, by=request.user)
    messages.success(request, f"It goes on as {agency}.")
    return redirect(agency)


@requires(Permission.KEEP_RECORDS)
def agency_end(request, slug, pk):
    """Ends an agency; what is still open then is listed, and can end with it."""
    agency = _opened(pk)
    also = ends_also(request)

    def blockers(agency, on):
        things = open_things(request, agency_ends.of([agency], after=on).everything)
        return [] if also and all(thing.can_end for thing in things) else things

    return records.end(
        request,
        agency,
        blockers=blockers,
        save=lambda agency, on, by: agencies.end(agency=agency, on=on, with_open_work=also, by=by),
        template="partnership/end_with_open_work.html",
    )


@requires(Permission.KEEP_RECORDS)
def former_name_add(request, slug, pk):
    agency = _opened(pk)
    return records.add(
        request,
        forms.opened(FormerNameForm, request, instance=FormerName(agency=agency)),
        heading=f"Add a former name of {agency}",
        save=lambda form, by: names.add(agency=agency, by=by, **form.values),
        **records.within(agency),
    )


@requires(Permission.KEEP_RECORDS)
def former_name_change(request, slug, pk):
    former = get_object_or_404(FormerName.objects.select_related("agency"), pk=pk)
    return records.change(
        request,
        forms.opened(FormerNameForm, request, instance=former),
        former,
        heading=f"Correct the former name “{former}”",
        save=lambda form, by: names.correct(former_name=former, by=by, **form.values),
        **records.within(former.agency),
    )


def _coming(agency) -> dict:
    """What the form to rename it begins with."""
    return {"name": agency.coming_name, "from_on": agency.coming_name_on}


def _opened(pk):
    return get_object_or_404(Agency.objects.select_related("organisation"), pk=pk)
