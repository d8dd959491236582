from django.urls import path, register_converter

from core.years import YearConverter
from reporting.views import editions, outline, reports, sections, shows, sources

app_name = "reporting"
register_converter(YearConverter, "year")
report = "<year:year>/"
section = report + "sections/<slug:key>/"
edition = report + "editions/<int:number>/"

urlpatterns = [
    path("", reports.report_list, name="reports"),
    path("start/", reports.report_start, name="start"),
    path("records/<str:model>/<uuid:pk>/", sources.source, name="source"),
    path(report, outline.outline, name="outline"),
    path(report + "checklist/", outline.checklist, name="checklist"),
    path(report + "add-section/", outline.section_add, name="section_add"),
    path(report + "compile/", editions.compile_report, name="compile"),
    path(report + "compiling/<uuid:job_id>/", editions.compiling, name="compiling"),
    path(section, sections.write, name="section"),
    path(section + "submit/", sections.submit, name="section_submit"),
    path(section + "accept/", sections.accept, name="section_accept"),
    path(section + "return/", sections.send_back, name="section_return"),
    path(section + "shows/", shows.section_shows, name="section_shows"),
    path(section + "author/", outline.section_assign, name="section_assign"),
    path(section + "move/<slug:direction>/", outline.section_move, name="section_move"),
    path(section + "leave-out/", outline.section_leave_out, name="section_leave_out"),
    path(section + "take-back/", outline.section_take_back, name="section_take_back"),
    path(section + "delete/", outline.section_remove, name="section_remove"),
    path(edition, editions.edition, name="edition"),
    path(edition + "sign/", editions.sign, name="sign"),
    path(edition + "publish/", editions.publish, name="publish"),
]
