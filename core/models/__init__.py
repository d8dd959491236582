from core.models.access import AccessEntry
from core.models.cache import CacheEntry
from core.models.documents import Document
from core.models.drafts import Draft, Receipt
from core.models.imports import Export, ImportBatch
from core.models.jobs import Job, Outbox
from core.models.mails import Mail
from core.models.overrides import Override, PublicValue
from core.models.partnerships import JointMember, Organisation, Partnership
from core.models.saved_views import SavedView
from core.models.seals import Seal, Unsealed
from core.models.set_aside import SetAside

__all__ = [
    "AccessEntry",
    "CacheEntry",
    "Document",
    "Draft",
    "Export",
    "ImportBatch",
    "Job",
    "JointMember",
    "Mail",
    "Organisation",
    "Outbox",
    "Override",
    "Partnership",
    "PublicValue",
    "Receipt",
    "SavedView",
    "Seal",
    "SetAside",
    "Unsealed",
]
