from core.models.documents import Document
from core.models.jobs import Job, Outbox
from core.models.partnerships import JointMember, Organisation, Partnership

__all__ = ["Document", "Job", "JointMember", "Organisation", "Outbox", "Partnership"]
