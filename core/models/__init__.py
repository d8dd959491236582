from core.models.documents import Document
from core.models.imports import Export, ImportBatch
from core.models.jobs import Job, Outbox
from core.models.partnerships import JointMember, Organisation, Partnership

__all__ = ["Document", "Export", "ImportBatch", "Job", "JointMember", "Organisation", "Outbox", "Partnership"]
