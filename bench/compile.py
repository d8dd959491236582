"""Compiling the PDF against WeasyPrint alone on the same HTML, tagged, with the charts drawn before."""

import json

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from bench.measure import Result, ratio
from core.db.tenancy import partnership_scope
from core.models import Partnership
from core.reports.pdf.fetcher import AssetFetcher
from reporting.editions import render_pdf
from reporting.editions.pdf import print_edition
from reporting.models import Report
from reporting.snapshots import build, canonical

AIM = 1.3


def run() -> list[Result]:
    return [_measure(slug) for slug in ("darlington", "durham")]


def _measure(slug: str) -> Result:
    partnership = Partnership.objects.get(slug=slug)
    with partnership_scope(partnership):
        snapshot = json.loads(canonical(build(Report.objects.select_related("partnership", "template").get())))
    html, assets = print_edition(snapshot)

    def bare():
        page = weasyprint.HTML(string=html, url_fetcher=AssetFetcher(assets))
        return page.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())

    found = ratio(lambda: render_pdf(snapshot), bare, rounds=2)
    return Result(f"{partnership.short_name}: compile / bare WeasyPrint on the same HTML", found, AIM)
