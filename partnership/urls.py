from django.urls import path

from partnership.views import agencies, budget, documents, groups, home, jobs, people

app_name = "partnership"
urlpatterns = [
    path("", home.home, name="home"),
    path("agencies/", agencies.agency_list, name="agencies"),
    path("agencies/<uuid:pk>/", agencies.agency_detail, name="agency"),
    path("people/", people.post_list, name="posts"),
    path("people/roles/", people.role_holder_list, name="role_holders"),
    path("structure/", groups.group_list, name="groups"),
    path("structure/<uuid:pk>/", groups.group_detail, name="group"),
    path("budget/", budget.latest_budget, name="budget"),
    path("budget/years/", budget.years_compared, name="budget_years"),
    path("budget/<str:year>/", budget.budget, name="budget_year"),
    path("jobs/<uuid:pk>/", jobs.job_progress, name="job"),
    path("documents/<uuid:pk>/", documents.download, name="document"),
]
