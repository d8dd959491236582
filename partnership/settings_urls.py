"""What a partnership sets for itself: below `<slug>/settings/`, after the pages that have an address of their own."""

from django.urls import path

from partnership.views import preferences

app_name = "settings"
urlpatterns = [
    path("", preferences.setting_list, name="settings"),
    path("colour-sample/<str:colour>.css", preferences.colour_sample, name="colour_sample"),
    path("<slug:key>/", preferences.setting, name="setting"),
    path("<slug:key>/change/", preferences.change, name="change"),
    path("<slug:key>/default/", preferences.restore, name="restore"),
]
