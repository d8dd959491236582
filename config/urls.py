"""The map of the portal. Everything below `<slug>/` belongs to the partnership of that name (accounts.middleware)."""

from django.urls import include, path

from core.views import brand, drafts, health, history, set_aside, voided
from reporting.views import declining, public

handler400 = "core.views.errors.bad_request"
handler500 = "core.views.errors.failed"

urlpatterns = [
    path("", include("accounts.urls")),
    path("healthz", health.health, name="healthz"),
    path("public/", public.index, name="public"),
    path("cannot-write/<str:token>/", declining.cannot_write, name="cannot_write"),
    path("brand/<str:colour>.css", brand.brand_stylesheet, name="brand_stylesheet"),
    path("<slug:slug>/drafts/", drafts.draft, name="drafts"),
    path("<slug:slug>/history/<str:model>/<uuid:pk>/", history.history, name="history"),
    path("<slug:slug>/take-back/<str:model>/<uuid:pk>/", voided.void, name="void"),
    path("<slug:slug>/taken-back/", voided.voided_list, name="voided"),
    path("<slug:slug>/set-aside/", set_aside.set_aside_list, name="set_aside"),
    path("<slug:slug>/set-aside/new/", set_aside.set_aside_add, name="set_aside_add"),
    path("<slug:slug>/records/", include("partnership.imports_urls")),
    path("<slug:slug>/reports/", include("reporting.urls")),
    path("<slug:slug>/public/", include("reporting.public_urls")),
    path("<slug:slug>/about/", include("reporting.about_urls")),
    path("<slug:slug>/", include("indicators.urls")),
    path("<slug:slug>/", include("partnership.desk_urls")),
    path("<slug:slug>/", include("accounts.people_urls")),
    path("<slug:slug>/", include("partnership.urls")),
    path("<slug:slug>/settings/", include("partnership.settings_urls")),
]
