from reporting.models.catalogue import ChecklistItem, ReportTemplate
from reporting.models.editions import Edition, PublishedEdition, Signature
from reporting.models.reports import Report, Section, SectionPermission

__all__ = [
    "ChecklistItem",
    "Edition",
    "PublishedEdition",
    "Report",
    "ReportTemplate",
    "Section",
    "SectionPermission",
    "Signature",
]
