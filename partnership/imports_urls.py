"""Records in and out. `records` is the page that lists every kind; the rest is in the namespace `imports`."""

from django.urls import include, path, register_converter

from partnership.views import imports


class FormConverter:
    regex = "csv|xlsx"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(FormConverter, "file_form")

pages = [
    path("imports/", imports.history, name="history"),
    path("imports/<uuid:pk>/", imports.preview, name="preview"),
    path("imports/<uuid:pk>/confirm/", imports.confirm, name="confirm"),
    path("imports/<uuid:pk>/drop/", imports.drop, name="drop"),
    path("imports/<uuid:pk>/undo/", imports.undo_import, name="undo"),
    path("imports/<uuid:pk>/progress/", imports.progress, name="progress"),
    path("exports/<uuid:pk>/", imports.export_progress, name="export_progress"),
    path("<slug:kind>/", imports.kind_page, name="kind"),
    path("<slug:kind>/template.<file_form:form>", imports.template, name="template"),
    path("<slug:kind>/export.<file_form:form>", imports.export, name="export"),
]
urlpatterns = [
    path("", imports.records, name="records"),
    path("", include((pages, "imports"))),
]
