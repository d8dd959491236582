import factory

from reporting import models
from tests.factories.core import OwnersFactory, ScopedFactory


class ReportTemplateFactory(OwnersFactory):
    class Meta:
        model = models.ReportTemplate
        django_get_or_create = ["code"]

    code = "test-2018"
    name = "Children, Working Together 2018"
    edition = "2018"
    applies_to = "children"
    sections = factory.LazyFunction(
        lambda: [
            {"key": "foreword", "title": "Foreword", "level": 1, "kind": "narrative", "covers": ["A9i"]},
            {"key": "people", "title": "People", "level": 1, "kind": "narrative"},
            {"key": "agencies", "title": "Agencies", "level": 2, "kind": "live", "source": "agencies"},
        ]
    )


class ReportFactory(ScopedFactory):
    class Meta:
        model = models.Report

    year = "2019-20"
    template = factory.SubFactory(ReportTemplateFactory)
    title = "Annual report"


class SectionFactory(ScopedFactory):
    class Meta:
        model = models.Section

    report = factory.SubFactory(ReportFactory)
    key = factory.Sequence(lambda n: f"section-{n}")
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Section {n}")
    kind = "narrative"
