"""The portal's addresses and, below a partnership, pages that add, change and end an agency and a post."""

import uuid

from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from accounts.roles import Permission
from config.urls import urlpatterns as portal
from core import forms, records
from core.models import Organisation
from partnership.models import Agency, Post

# Names that the service below treats in a way of their own.
NUMBERED = "gets a number, so that no name is taken"
CLASHING = "clashes with another table"
FORBIDDING = "forbidden by the service"


class AgencyForm(forms.RecordForm):
    class Meta(forms.RecordForm.Meta):
        model = Agency
        fields = ["name", "kind", "attendance", "starts_on", "ends_on", "represented_by", "note"]


class PostForm(forms.RecordForm):
    class Meta(forms.RecordForm.Meta):
        model = Post
        fields = ["title", "fte", "is_recommended", "starts_on"]


def save_agency(form, by):
    agency = form.instance
    if agency.name == NUMBERED:
        agency.name += f" {uuid.uuid4()}"
    if agency.name == CLASHING:
        Post.objects.bulk_create([Post(partnership=agency.partnership, title="The same") for _ in range(2)])
    if agency.name == FORBIDDING:
        raise forms.ValidationError({"name": "Choose another name"})
    if agency._state.adding:
        agency.organisation, _ = Organisation.objects.get_or_create(name=agency.name)
    agency.save()
    return agency


def save_post(form, by):
    form.instance.save()
    return form.instance


def page_of(agency):
    return reverse("partnership:agency", args=[agency.partnership.slug, agency.pk])


def agencies(slug):
    return "Agencies", reverse("partnership:agencies", args=[slug])


def add_agency(request, slug):
    request.member.check(Permission.KEEP_RECORDS)
    form = forms.opened(AgencyForm, request)
    return records.add(request, form, heading="Add an agency", up=agencies(slug), save=save_agency, done=page_of)


def change_agency(request, slug, pk):
    request.member.check(Permission.KEEP_RECORDS)
    agency = get_object_or_404(Agency, pk=pk)
    form = forms.opened(AgencyForm, request, instance=agency)
    options = {"heading": "Change this agency", "up": agencies(slug), "save": save_agency, "done": page_of}
    return records.change(request, form, agency, **options)


def end_agency(request, slug, pk):
    request.member.check(Permission.KEEP_RECORDS)
    agency = get_object_or_404(Agency, pk=pk)
    return records.end(request, agency, up=agencies(slug), done=page_of, blockers=open_roles)


def open_roles(agency, on):
    return [records.Blocker(str(holder), "#roles") for holder in agency.role_holders.all()]


def add_post(request, slug):
    form = forms.opened(PostForm, request)
    return records.add(request, form, heading="Add a post", up=agencies(slug), save=save_post, done=f"/{slug}/people/")


urlpatterns = [
    path("<slug:slug>/try/add/", add_agency, name="try_add"),
    path("<slug:slug>/try/<uuid:pk>/change/", change_agency, name="try_change"),
    path("<slug:slug>/try/<uuid:pk>/end/", end_agency, name="try_end"),
    path("<slug:slug>/try/post/", add_post, name="try_post"),
    *portal,
]
