import datetime

import factory

from partnership import models
from tests.factories.core import OrganisationFactory, ScopedFactory


class AgencyFactory(ScopedFactory):
    class Meta:
        model = models.Agency

    name = factory.Sequence(lambda n: f"Agency {n}")
    organisation = factory.SubFactory(OrganisationFactory)


class FormerNameFactory(ScopedFactory):
    class Meta:
        model = models.FormerName

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Former name {n}")
    used_until = datetime.date(2018, 3, 31)


class ContactFactory(ScopedFactory):
    class Meta:
        model = models.Contact

    agency = factory.SubFactory(AgencyFactory)
    purpose = factory.Sequence(lambda n: f"Office {n}")
    telephone = "0191 498 0123"


class PostFactory(ScopedFactory):
    class Meta:
        model = models.Post

    title = factory.Sequence(lambda n: f"Post {n}")


class RoleHolderFactory(ScopedFactory):
    class Meta:
        model = models.RoleHolder

    role = models.RoleHolder.Role.LEAD_PARTNER
    title = factory.Sequence(lambda n: f"Chief officer {n}")
    agency = factory.SubFactory(AgencyFactory)


class GroupFactory(ScopedFactory):
    class Meta:
        model = models.Group

    name = factory.Sequence(lambda n: f"Group {n}")


class GroupAliasFactory(ScopedFactory):
    class Meta:
        model = models.GroupAlias

    group = factory.SubFactory(GroupFactory)
    name = factory.Sequence(lambda n: f"Alias {n}")


class GroupChairFactory(ScopedFactory):
    class Meta:
        model = models.GroupChair

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Chair {n}")


class GroupMemberFactory(ScopedFactory):
    class Meta:
        model = models.GroupMember

    group = factory.SubFactory(GroupFactory)
    agency = factory.SubFactory(AgencyFactory)


class GroupLinkFactory(ScopedFactory):
    class Meta:
        model = models.GroupLink

    group = factory.SubFactory(GroupFactory)
    to_board = factory.Sequence(lambda n: f"Board {n}")


class BudgetFactory(ScopedFactory):
    class Meta:
        model = models.Budget

    year = factory.Sequence(lambda n: _year(n))
    opening_reserve = "1000.00"


class ContributionFactory(ScopedFactory):
    class Meta:
        model = models.Contribution

    year = "2019-20"
    agency = factory.SubFactory(AgencyFactory)
    agreed = "100.00"


class IncomeFactory(ScopedFactory):
    class Meta:
        model = models.Income

    year = "2019-20"
    item = factory.Sequence(lambda n: f"Income {n}")
    amount = "50.00"


class SpendingFactory(ScopedFactory):
    class Meta:
        model = models.Spending

    year = "2019-20"
    item = factory.Sequence(lambda n: f"Spending {n}")
    planned = "75.00"


def _year(n: int) -> str:
    first = 2000 + n % 99
    return f"{first}-{(first + 1) % 100:02d}"
