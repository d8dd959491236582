from django.urls import path

from indicators.views import discrepancies, indicators, kept_measures, measures, own, people, printed, values

app_name = "indicators"
urlpatterns = [
    path("indicators/", indicators.indicator_list, name="indicators"),
    path("indicators/<int:number>/", indicators.indicator_detail, name="indicator"),
    path("indicators/<int:number>/add/", values.add, name="value_add"),
    path("indicators/<int:number>/categories/", values.parts, name="value_parts"),
    path("indicators/values/<uuid:pk>/", values.change, name="value"),
    path("measures/add/", kept_measures.add, name="measure_add"),
    path("measures/categories/", kept_measures.parts, name="measure_parts"),
    path("measures/<uuid:pk>/", kept_measures.change, name="measure"),
    path("own-indicators/add/", own.add, name="own_add"),
    path("own-indicators/<uuid:pk>/", own.change, name="own"),
    path("own-indicators/<uuid:pk>/end/", own.end, name="own_end"),
    path("figures-of-people/add/", people.add, name="people_add"),
    path("figures-of-people/<uuid:pk>/", people.change, name="people"),
    path("printed-totals/", printed.printed_list, name="printed_totals"),
    path("printed-totals/add/", printed.add, name="printed_add"),
    path("printed-totals/<uuid:pk>/", printed.change, name="printed"),
    path("figures/", measures.topic_list, name="measures"),
    path("figures/<path:topic>/", measures.topic_detail, name="measure_topic"),
    path("discrepancies/", discrepancies.discrepancy_list, name="discrepancies"),
    path("discrepancies/<str:key>/", discrepancies.explain, name="explain"),
]
