"""What every page leads to: search, the person's saved views; and the log of what was taken out."""

from django.urls import path

from partnership.views import access_log, saved_views, search

urlpatterns = [
    path("search/", search.results, name="search"),
    path("views/", saved_views.view_list, name="views"),
    path("settings/access-log/", access_log.entries, name="access_log"),
]
