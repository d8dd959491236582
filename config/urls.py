"""The map of the portal. Everything below `<slug>/` belongs to the partnership of that name (accounts.middleware)."""

from django.urls import include, path

from core import views as core_views

urlpatterns = [
    path("", include("accounts.urls")),
    path("healthz", core_views.health, name="healthz"),
    path("<slug:slug>/brand.css", core_views.brand_stylesheet, name="brand_stylesheet"),
    path("<slug:slug>/records/", include("partnership.imports_urls")),
    path("<slug:slug>/reports/", include("reporting.urls")),
    path("<slug:slug>/", include("assurance.urls")),
    path("<slug:slug>/", include("partnership.urls")),
]
