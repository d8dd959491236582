from reporting.models.catalogue import ChecklistItem, ReportDate, ReportTemplate
from reporting.models.editions import SIGNING, Decline, Edition, Signature
from reporting.models.published import PublishedEdition, PublishedProfile, SentCopy, TakingDown
from reporting.models.reports import Report, Section, SectionPermission
from reporting.models.statements import AccessibilityStatement

__all__ = [
    "SIGNING",
    "AccessibilityStatement",
    "ChecklistItem",
    "Decline",
    "Edition",
    "PublishedEdition",
    "PublishedProfile",
    "Report",
    "ReportDate",
    "ReportTemplate",
    "Section",
    "SectionPermission",
    "SentCopy",
    "Signature",
    "TakingDown",
]
