import datetime
import json

import factory
from django.utils import timezone

from reporting import models
from tests.factories.accounts import UserFactory
from tests.factories.core import DocumentFactory, JobFactory, OwnersFactory, ScopedFactory
from tests.factories.partnership import AgencyFactory

SNAPSHOT = {
    "format": 1,
    "partnership": {"slug": "darlington", "name": "Darlington", "kind": "children"},
    "year": {"starts": "2019-04-01", "ends": "2020-03-31", "label": "2019-20"},
    "title": "Annual report",
    "subtitle": "",
    "brand": {"colour": "#0b4f6c"},
    "template": {"code": "test-template", "name": "Template"},
    "suppression": {"symbol": "[c]", "says": "A number too small to print."},
    "sections": [
        {
            "key": "foreword",
            "number": "1",
            "level": 1,
            "title": "Foreword",
            "blocks": [{"type": "prose", "markdown": "Words."}],
        }
    ],
}


class ReportTemplateFactory(OwnersFactory):
    class Meta:
        model = models.ReportTemplate
        django_get_or_create = ["code"]

    code = "test-template"
    name = "Template"
    edition = "2018"
    applies_to = "children"
    sections = []


class ReportFactory(ScopedFactory):
    class Meta:
        model = models.Report

    year = "2019-20"
    title = "Annual report"
    template = factory.SubFactory(ReportTemplateFactory)


class SectionFactory(ScopedFactory):
    class Meta:
        model = models.Section

    report = factory.SubFactory(ReportFactory)
    key = factory.Sequence(lambda n: f"section-{n}")
    title = factory.Sequence(lambda n: f"Section {n}")
    position = factory.Sequence(lambda n: n)
    kind = models.Section.Kind.NARRATIVE


class EditionFactory(ScopedFactory):
    """An edition whose files are rows only."""

    class Meta:
        model = models.Edition

    report = factory.SubFactory(ReportFactory)
    number = 1
    job = factory.SubFactory(JobFactory)
    snapshot = json.dumps(SNAPSHOT)
    sha256 = "0" * 64
    html = factory.SubFactory(DocumentFactory)
    pdf = factory.SubFactory(DocumentFactory)
    tables = factory.SubFactory(DocumentFactory)
    pages = 1
    seconds = "1.00"

    @factory.lazy_attribute
    def offered_at(self):
        was_offered = getattr(self, "state", "compiled") in {"offered", "signed", "published"}
        return timezone.now() if was_offered else None


class SignatureFactory(ScopedFactory):
    class Meta:
        model = models.Signature

    edition = factory.SubFactory(EditionFactory)
    agency = factory.SubFactory(AgencyFactory)
    signed_by = factory.SubFactory(UserFactory)
    signed_at = factory.LazyFunction(timezone.now)


class PublishedEditionFactory(ScopedFactory):
    """A public copy whose files are names only."""

    class Meta:
        model = models.PublishedEdition

    year = "2019-20"
    title = "Annual report"
    number = 1
    snapshot = json.dumps(SNAPSHOT)
    sha256 = "0" * 64
    pdf_path = "documents/none"
    pdf_size = 4
    pdf_sha256 = "0" * 64
    tables_path = "documents/none"
    tables_size = 4
    tables_sha256 = "0" * 64
    published_on = datetime.date(2020, 9, 30)


class SentCopyFactory(ScopedFactory):
    class Meta:
        model = models.SentCopy

    published = factory.SubFactory(PublishedEditionFactory)
    code = "A8-body"
    sent_on = datetime.date(2020, 10, 1)
    noted_by = factory.SubFactory(UserFactory)


class PublishedProfileFactory(ScopedFactory):
    class Meta:
        model = models.PublishedProfile

    class Params:
        name = "Darlington Safeguarding Partnership"
        about = "We keep children safe."

    number = 1
    sha256 = "0" * 64

    @factory.lazy_attribute
    def snapshot(self):
        said = {"about": self.about, "contact": "Write to us.", "partners": ["Police"], "nodes": []}
        return json.dumps({"format": 1, "as_of": "2020-10-01", "name": self.name, "kind": "Children", **said})


class AccessibilityStatementFactory(ScopedFactory):
    class Meta:
        model = models.AccessibilityStatement

    tested_on = datetime.date(2026, 11, 2)
    tested_how = "Read with NVDA by the web team of the council."
    meets = "partly"
    problems = "Scanned minutes of before 2018."
    next_review_on = datetime.date(2027, 11, 2)
