from django.urls import path, register_converter

from core.calendar.financial_years import YearConverter
from reporting.views import (
    authors,
    cockpit,
    copies,
    editions,
    outline,
    public_page,
    reports,
    sections,
    shows,
    signing,
    sources,
    taking_down,
)

app_name = "reporting"
register_converter(YearConverter, "year")
report = "<year:year>/"
section = report + "sections/<slug:key>/"
edition = report + "editions/<int:number>/"

urlpatterns = [
    path("", reports.report_list, name="reports"),
    path("start/", reports.report_start, name="start"),
    path("public-page/", public_page.public_page, name="public_page"),
    path("public-page/withdraw/", public_page.withdraw, name="public_page_withdraw"),
    path("records/<str:model>/<uuid:pk>/", sources.source, name="source"),
    path(report, cockpit.outline, name="outline"),
    path(report + "checklist/", cockpit.checklist, name="checklist"),
    path(report + "name/", reports.report_rename, name="rename"),
    path(report + "delete/", reports.report_remove, name="remove"),
    path(report + "authors/", authors.assign_many, name="assign_many"),
    path(report + "add-section/", outline.section_add, name="section_add"),
    path(report + "compile/", editions.compile_report, name="compile"),
    path(report + "compiling/<uuid:job_id>/", editions.compiling, name="compiling"),
    path(section, sections.write, name="section"),
    path(section + "submit/", sections.submit, name="section_submit"),
    path(section + "withdraw/", sections.withdraw, name="section_withdraw"),
    path(section + "accept/", sections.accept, name="section_accept"),
    path(section + "return/", sections.send_back, name="section_return"),
    path(section + "shows/", shows.section_shows, name="section_shows"),
    path(section + "drawing/", shows.section_drawing, name="section_drawing"),
    path(section + "order/<int:place>/<slug:direction>/", shows.section_order, name="section_order"),
    path(section + "author/", authors.section_assign, name="section_assign"),
    path(section + "remind/", authors.section_remind, name="section_remind"),
    path(section + "move/<slug:direction>/", outline.section_move, name="section_move"),
    path(section + "leave-out/", outline.section_leave_out, name="section_leave_out"),
    path(section + "take-back/", outline.section_take_back, name="section_take_back"),
    path(section + "delete/", outline.section_remove, name="section_remove"),
    path(edition, editions.edition, name="edition"),
    path(edition + "offer/", signing.offer, name="offer"),
    path(edition + "sign/", signing.sign, name="sign"),
    path(edition + "decline/", signing.decline, name="decline"),
    path(edition + "drop/", signing.drop, name="drop"),
    path(edition + "publish/", editions.publish, name="publish"),
    path(edition + "copies/", copies.sent, name="copies"),
    path(edition + "copies/<uuid:pk>/take-back/", copies.take_back, name="copy_take_back"),
    path(edition + "take-down/", taking_down.ask, name="take_down"),
    path(edition + "take-down/decide/", taking_down.decide, name="take_down_decide"),
]
