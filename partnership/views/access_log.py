from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core.http.requires import requires
from core.lists import list_page
from core.models import AccessEntry
from partnership.filters import AccessFilters
from partnership.tables import AccessTable

NOTHING = {
    "title": "Nothing was taken out yet",
    "text": "Exports, downloads, refusals, and who read people’s access or this log: each is written down here.",
}


@require_safe
@requires(Permission.READ_ACCESS_LOG)
def entries(request, slug):
    """Who took records out of the portal or read what only few may, or tried to. Reading the log is in it too."""
    filters = AccessFilters(request.GET, AccessEntry.objects.for_list_page())
    table = AccessTable(filters.qs, order_by="-at")
    return list_page(request, table, filters, empty=NOTHING)
