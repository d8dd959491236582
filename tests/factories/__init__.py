"""Rows for tests, as plain as can be: valid, unlike each other, and nothing that was not asked for.

Rows of a partnership are made in an open `partnership_scope` and belong to its first writable partnership unless the
call names another. Rows that only the owner may write are committed at once, by the owner.
"""

from tests.factories.accounts import UserFactory, make_member
from tests.factories.assurance import IndicatorFactory, IndicatorValueFactory, MeasureFactory, PrintedTotalFactory
from tests.factories.core import DocumentFactory, OrganisationFactory, PartnershipFactory, make_partnerships
from tests.factories.partnership import (
    AgencyFactory,
    BudgetFactory,
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

__all__ = [
    "AgencyFactory",
    "BudgetFactory",
    "ContributionFactory",
    "DocumentFactory",
    "FormerNameFactory",
    "GroupAliasFactory",
    "GroupChairFactory",
    "GroupFactory",
    "GroupLinkFactory",
    "GroupMemberFactory",
    "IncomeFactory",
    "IndicatorFactory",
    "IndicatorValueFactory",
    "MeasureFactory",
    "OrganisationFactory",
    "PartnershipFactory",
    "PostFactory",
    "PrintedTotalFactory",
    "RoleHolderFactory",
    "SpendingFactory",
    "UserFactory",
    "make_member",
    "make_partnerships",
]
