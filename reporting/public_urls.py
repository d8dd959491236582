"""What anybody may read of one partnership. `reporting.urls`, which the map names first, knows what a year is."""

from django.urls import path

from reporting.views import public, public_about

app_name = "public"
edition = "reports/<year:year>/editions/<int:number>/"

urlpatterns = [
    path("", public.partnership, name="partnership"),
    path("accessibility/", public_about.accessibility, name="accessibility"),
    path("privacy/", public_about.privacy, name="privacy"),
    path("reports/<year:year>/", public.report, name="report"),
    path(edition, public.edition, name="edition"),
    path(edition + "<str:name>", public.file, name="file"),
]
