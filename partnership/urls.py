from django.urls import path

from partnership import record_urls
from partnership.views import agencies, budget, documents, groups, home, jobs, money

app_name = "partnership"
urlpatterns = [
    path("", home.home, name="home"),
    path("agencies/", agencies.agency_list, name="agencies"),
    path("agencies/<uuid:pk>/", agencies.agency_detail, name="agency"),
    path("structure/", groups.group_list, name="groups"),
    path("structure/<uuid:pk>/", groups.group_detail, name="group"),
    *record_urls.urlpatterns,
    path("budget/", budget.latest_budget, name="budget"),
    path("budget/years/", budget.years_compared, name="budget_years"),
    path("budget/start/", money.start, name="budget_start"),
    path("budget/contributions/", budget.contribution_list, name="contributions"),
    path("budget/contributions/<uuid:pk>/", money.change_contribution, name="contribution"),
    path("budget/income/<uuid:pk>/", money.change_income, name="income"),
    path("budget/spending/<uuid:pk>/", money.change_spending, name="spending"),
    path("budget/<str:year>/", budget.budget, name="budget_year"),
    path("budget/<str:year>/review/", budget.review, name="budget_review"),
    path("budget/<str:year>/reserve/", money.change_budget, name="budget_reserve"),
    path("budget/<str:year>/received/", money.received, name="budget_received"),
    path("budget/<str:year>/contributions/<str:paid>/", money.add_contribution, name="contribution_add"),
    path("budget/<str:year>/income/", money.add_income, name="income_add"),
    path("budget/<str:year>/spending/", money.add_spending, name="spending_add"),
    path("jobs/<uuid:pk>/", jobs.job_progress, name="job"),
    path("documents/<uuid:pk>/", documents.download, name="document"),
]
