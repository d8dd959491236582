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
from partnership.views.places import at, up_to


@requires(Permission.KEEP_RECORDS)
def agency_add(request, slug):
    return records.add(
        request,
        forms.opened(AgencyForm, request),
        heading="Add an agency",
        up=up_to(request, "agencies", text="Agencies"),
        save=lambda form, by: agencies.add(by=by, **form.values),
        done=lambda agency: at(request, "agency", agency.pk),
    )


@requires(Permission.KEEP_RECORDS)
def agency_change(request, slug, pk):
    agency, page = _opened(request, pk)
    return records.change(
        request,
        forms.opened(AgencyForm, request, instance=agency),
        agency,
        heading=f"Change {agency}",
        save=lambda form, by: agencies.change(agency=agency, by=by, **form.values),
        **page,
    )


@requires(Permission.KEEP_RECORDS)
def agency_rename(request, slug, pk):
    agency, page = _opened(request, pk)
    return records.change(
        request,
        forms.opened(RenameForm, request, instance=agency, initial=_coming(agency)),
        agency,
        heading=f"Rename {agency}",
        save=lambda form, by: names.rename(agency=agency, by=by, **form.values),
        says="{0.called}",
        action="Rename",
        **page,
    )


@require_POST
@requires(Permission.KEEP_RECORDS)
def agency_keep_name(request, slug, pk):
    """A name that was to come is not taken."""
    agency, page = _opened(request, pk)
    names.keep(agency=agency, by=request.user)
    messages.success(request, f"It goes on as {agency}.")
    return redirect(page["done"])


@requires(Permission.KEEP_RECORDS)
def agency_end(request, slug, pk):
    """Ends an agency; what is still open then is listed, and can end with it."""
    agency, page = _opened(request, pk)
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
        **page,
    )


@requires(Permission.KEEP_RECORDS)
def former_name_add(request, slug, pk):
    agency, page = _opened(request, pk)
    return records.add(
        request,
        forms.opened(FormerNameForm, request, instance=FormerName(agency=agency)),
        heading=f"Add a former name of {agency}",
        save=lambda form, by: names.add(agency=agency, by=by, **form.values),
        **page,
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
        up=up_to(request, "agency", former.agency),
        done=at(request, "agency", former.agency_id),
    )


def _coming(agency) -> dict:
    """What the form to rename it begins with."""
    return {"name": agency.coming_name, "from_on": agency.coming_name_on}


def _opened(request, pk):
    """The agency, and where its pages lead."""
    agency = get_object_or_404(Agency.objects.select_related("organisation"), pk=pk)
    return agency, {"up": up_to(request, "agency", agency), "done": at(request, "agency", agency.pk)}
