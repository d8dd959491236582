from django.urls import path

from assurance.views import discrepancies, indicators, measures

app_name = "assurance"
urlpatterns = [
    path("indicators/", indicators.indicator_list, name="indicators"),
    path("indicators/<int:number>/", indicators.indicator_detail, name="indicator"),
    path("figures/", measures.topic_list, name="measures"),
    path("figures/<path:topic>/", measures.topic_detail, name="measure_topic"),
    path("discrepancies/", discrepancies.discrepancy_list, name="discrepancies"),
    path("discrepancies/<str:key>/", discrepancies.explain, name="explain"),
]
