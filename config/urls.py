"""The map of the portal. Everything below `<slug>/` belongs to the partnership of that name (accounts.middleware)."""

from django.urls import include, path

from core import views as core_views

urlpatterns = [
    path("", include("accounts.urls")),
    path("healthz", core_views.health, name="healthz"),
    path("<slug:slug>/brand.css", core_views.brand_stylesheet, name="brand_stylesheet"),
]
for prefix, module in [
    ("records/", "partnership.imports_urls"),
    ("reports/", "reporting.urls"),
    ("", "assurance.urls"),
    ("", "partnership.urls"),
]:
    try:
        urlpatterns.append(path(f"<slug:slug>/{prefix}", include(module)))
    except ModuleNotFoundError:  # until it lands
        pass
