"""How to reach the agencies: the list, one contact, and the pages that add, change and end one."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.roles import Permission
from core import forms, records
from core.http.requires import requires
from core.lists import list_page
from core.records.page import own_page
from partnership.filters import ContactFilters
from partnership.forms.contacts import ContactForm
from partnership.models import Agency, Contact
from partnership.services import contacts
from partnership.tables import ContactTable
from partnership.views.empty import nothing_yet
from partnership.views.places import actions, adding, list_above


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def contact_list(request, slug):
    filters = ContactFilters(request.GET, Contact.objects.for_list_page())
    table = ContactTable(filters.qs.with_names() if filters.day else filters.qs, order_by="agency", day=filters.day)
    context = {"add": adding(request, "Add a contact", "contact_add")}
    return list_page(request, table, filters, context, empty=nothing_yet(request, "contacts"))


@require_safe
@requires(Permission.VIEW_DIRECTORY)
def contact_detail(request, slug, pk):
    contact = get_object_or_404(Contact.objects.for_list_page(), pk=pk)
    ways = (("Change", "contact_change"), ("End", "contact_end"))
    return render(request, "partnership/contact.html", {"contact": contact, "actions": actions(request, contact, ways)})


@requires(Permission.KEEP_RECORDS)
def contact_add(request, slug):
    return records.add(
        request,
        forms.opened(ContactForm, request),
        heading="Add a contact",
        up=list_above(request, "contacts", "Contacts"),
        save=lambda form, by: contacts.add(by=by, **form.values),
    )


@requires(Permission.KEEP_RECORDS)
def agency_contact_add(request, slug, pk):
    """The same from the page of an agency."""
    agency = get_object_or_404(Agency, pk=pk)
    return records.add(
        request,
        forms.opened(ContactForm, request, initial={"agency": agency}),
        heading="Add a contact",
        up=own_page(agency),
        save=lambda form, by: contacts.add(by=by, **form.values),
        done=agency.get_absolute_url(),
    )


@requires(Permission.KEEP_RECORDS)
def contact_change(request, slug, pk):
    contact = get_object_or_404(Contact.objects.for_list_page(), pk=pk)
    return records.change(
        request,
        forms.opened(ContactForm, request, instance=contact),
        contact,
        heading="Change a contact",
        save=lambda form, by: contacts.change(contact=contact, by=by, **form.values),
    )


@requires(Permission.KEEP_RECORDS)
def contact_end(request, slug, pk):
    return records.end(request, get_object_or_404(Contact.objects.for_list_page(), pk=pk))
