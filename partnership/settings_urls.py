"""What a partnership sets for itself: below `<slug>/settings/`, after the pages that have an address of their own."""

from django.urls import path

from partnership.views import settings

app_name = "settings"
urlpatterns = [
    path("", settings.setting_list, name="settings"),
    path("colour-sample/<str:colour>.css", settings.colour_sample, name="colour_sample"),
    path("<slug:key>/", settings.setting, name="setting"),
    path("<slug:key>/change/", settings.change, name="change"),
    path("<slug:key>/default/", settings.restore, name="restore"),
]
