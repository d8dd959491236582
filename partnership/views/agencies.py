from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.http.requires import requires
from core.lists import list_page
from partnership.filters import AgencyFilters
from partnership.models import Agency, Contact, Contribution, GroupMember
from partnership.tables import AgencyTable
from partnership.views.empty import nothing_yet
from partnership.views.places import actions, adding


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def agency_list(request, slug):
    """The agencies in force today, or on another day under the names of that day."""
    filters = AgencyFilters(request.GET, Agency.objects.all())
    table = AgencyTable(filters.qs.with_names() if filters.day else filters.qs, order_by="name", day=filters.day)
    context = {"add": adding(request, "Add an agency", "agency_add")}
    empty = nothing_yet(request, "agencies")
    return list_page(request, table, filters, context, empty=empty)


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def agency_detail(request, slug, pk):
    """An agency; what it gives is shown to those who see the records, and to its own people."""
    agency = get_object_or_404(Agency.objects.for_detail_page(), pk=pk)
    is_own = agency.pk in request.member.own_agency_ids
    sees_money = is_own or request.member.can(Permission.VIEW_RECORDS)
    context = {
        "agency": agency,
        "is_own": is_own,
        "seats": GroupMember.objects.of_agency(agency),
        "sees_money": sees_money,
        "sees_budget": request.member.can(Permission.VIEW_RECORDS),
        "contributions": Contribution.objects.for_list_page().of_agency(agency) if sees_money else [],
        "contacts": Contact.objects.of_agency(agency),
        "role_holders": agency.role_holders.for_choosing(),
        "actions": actions(request, agency, ACTIONS if not agency.has_ended else ENDED_ACTIONS),
        "keeps": request.member.can(Permission.KEEP_RECORDS),
    }
    return render(request, "partnership/agency.html", context)


ENDED_ACTIONS = (("Change", "agency_change"), ("Change the last day", "agency_end"))
ACTIONS = (
    ("Change", "agency_change"),
    ("Rename", "agency_rename"),
    ("End", "agency_end"),
    ("Merge", "agency_merge"),
    ("Split", "agency_split"),
)
