from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.lists import list_page
from partnership.filters import AgencyFilters
from partnership.models import Agency, Contribution, GroupMember
from partnership.tables import AgencyTable
from partnership.views.empty import nothing_yet


@require_safe
def agency_list(request, slug):
    request.member.check(Permission.VIEW_DIRECTORY)
    filters = AgencyFilters(request.GET, Agency.objects.all())
    table = AgencyTable(filters.qs, order_by="name")
    empty = nothing_yet(request, "agencies")
    return list_page(request, "partnership/agencies.html", table, filters, empty=empty)


@require_safe
def agency_detail(request, slug, pk):
    request.member.check(Permission.VIEW_DIRECTORY)
    agency = get_object_or_404(Agency.objects.for_detail_page(), pk=pk)
    context = {
        "agency": agency,
        "seats": GroupMember.objects.of_agency(agency),
        "contributions": Contribution.objects.of_agency(agency),
        "role_holders": agency.role_holders.all(),
    }
    return render(request, "partnership/agency.html", context)
