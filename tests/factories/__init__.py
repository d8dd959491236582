"""Rows for tests, as plain as can be: valid, unlike each other, and nothing that was not asked for.

Rows of a partnership are made in an open `partnership_scope` and belong to its first writable partnership unless the
call names another. Rows that only the owner may write are committed at once, by the owner.
"""

from tests.factories.accounts import NoteFactory, UserFactory, make_member
from tests.factories.core import (
    AccessEntryFactory,
    DocumentFactory,
    ExportFactory,
    ImportBatchFactory,
    JobFactory,
    OrganisationFactory,
    PartnershipFactory,
    SavedViewFactory,
    SetAsideFactory,
    make_partnerships,
)
from tests.factories.indicators import (
    IndicatorFactory,
    IndicatorValueFactory,
    MeasureFactory,
    OwnIndicatorFactory,
    PeopleAnswerFactory,
    PrintedTotalFactory,
)
from tests.factories.partnership import (
    AgencyFactory,
    BudgetFactory,
    ContactFactory,
    ContributionFactory,
    FormerNameFactory,
    GroupAliasFactory,
    GroupChairFactory,
    GroupFactory,
    GroupLinkFactory,
    GroupMemberFactory,
    IncomeFactory,
    PostFactory,
    RoleHolderFactory,
    SpendingFactory,
)
from tests.factories.reporting import (
    EditionFactory,
    ReportFactory,
    ReportTemplateFactory,
    SectionFactory,
    SignatureFactory,
)

__all__ = [
    "AccessEntryFactory",
    "AgencyFactory",
    "BudgetFactory",
    "ContactFactory",
    "ContributionFactory",
    "DocumentFactory",
    "EditionFactory",
    "SignatureFactory",
    "ExportFactory",
    "FormerNameFactory",
    "GroupAliasFactory",
    "GroupChairFactory",
    "GroupFactory",
    "GroupLinkFactory",
    "GroupMemberFactory",
    "ImportBatchFactory",
    "IncomeFactory",
    "IndicatorFactory",
    "IndicatorValueFactory",
    "JobFactory",
    "MeasureFactory",
    "NoteFactory",
    "OrganisationFactory",
    "OwnIndicatorFactory",
    "PeopleAnswerFactory",
    "PartnershipFactory",
    "PostFactory",
    "PrintedTotalFactory",
    "ReportFactory",
    "ReportTemplateFactory",
    "RoleHolderFactory",
    "SavedViewFactory",
    "SetAsideFactory",
    "SectionFactory",
    "SpendingFactory",
    "UserFactory",
    "make_member",
    "make_partnerships",
]
