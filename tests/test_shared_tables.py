"""What the application's role may do with the tables that no partnership owns, with no scope at all: tried, not read.

Whoever has only that role (a leaked address of the database, one statement injected into a page) has this much. Each
table is listed with why that is borne, so one that is added, or opened wider, is judged here.
"""

import re
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from accounts.models import User
from accounts.services import email_changes
from core.db import sign_ins
from core.db.account_scope import account_scope
from core.row_level_security import tenants
from tests import second_factors as factor
from tests.database import run
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
EVERYTHING = "everything"
REFUSED = re.compile("permission denied|no account scope")


@dataclass(frozen=True)
class May:
    """Columns that are read and changed; whether rows are added and removed."""

    reads: str = ""
    changes: str = ""
    adds: bool = False
    removes: bool = False


PUBLIC = May(reads=EVERYTHING)  # names and rules that are public, and who runs the portal; the owner alone writes them
CLOSED = May()  # packages' tables that nobody uses, and what the sealer alone writes
WITHOUT_A_SCOPE = {
    # Who the people are: pages name people of all partnerships by their key. A new one opens nothing; a name and when
    # somebody was last there are all that changes.
    "accounts.User": May(EVERYTHING, "last_login last_partnership_id last_seen_at name", adds=True),
    # What opens an account: nothing. Changes of address and factors are seen, their secrets sealed, their codes hashed.
    "accounts.Password": CLOSED,
    "accounts.Session": CLOSED,
    "accounts.SignIn": CLOSED,
    "accounts.EmailChange": May(reads=EVERYTHING),
    "account.EmailAddress": May(reads=EVERYTHING),
    "mfa.Authenticator": May(reads=EVERYTHING),
    # Counts of tries by fingerprints: whoever writes here can lock people out, or guess on.
    "core.CacheEntry": May(EVERYTHING, EVERYTHING, adds=True, removes=True),
    # Names of public bodies; the first partnership that needs one adds it.
    "core.Organisation": May(reads=EVERYTHING, adds=True),
    **dict.fromkeys(("core.Partnership", "core.JointMember", "accounts.Operator", "indicators.Indicator"), PUBLIC),
    **dict.fromkeys(("reporting.ReportTemplate", "reporting.ChecklistItem", "reporting.ReportDate"), PUBLIC),
    **dict.fromkeys(("auth.Permission", "contenttypes.ContentType"), PUBLIC),
    **dict.fromkeys(("auth.Group", "auth.Group_permissions", "account.EmailConfirmation"), CLOSED),
    **dict.fromkeys(("guardian.UserObjectPermission", "guardian.GroupObjectPermission"), CLOSED),
    **dict.fromkeys(("pghistory.Context", "core.Seal", "core.Unsealed"), CLOSED),
}


@pytest.fixture
def rows(db):
    """At least one row in each table whose rows are held back."""
    user = UserFactory()
    factor.give(user)
    with account_scope(user):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    email_changes.ask(user=user, new="new@example.org")
    factor.sign_in(user)
    sign_ins.note(user.pk, fingerprint="", ip="127.0.0.1", outcome="good")
    OrganisationFactory()
    cache.set("count", 1)


def goes_through(sql) -> bool:
    """Whether the role may; what it writes is taken back. A row that the table would not take got as far as that."""
    try:
        with transaction.atomic():
            run(sql)
            transaction.set_rollback(True)
    except (ProgrammingError, InternalError) as refusal:
        if not REFUSED.search(str(refusal)):
            raise
        return False
    except IntegrityError:
        return True
    return True


def columns_that(model, sql) -> str:
    every = [field.column for field in model._meta.concrete_fields]
    found = [column for column in every if goes_through(sql.format(f'"{column}"'))]
    return EVERYTHING if found == every else " ".join(sorted(found))


@pytest.mark.parametrize("model", tenants.shared_models(), ids=lambda model: model._meta.label)
def test_without_a_scope_the_role_may_do_this_and_no_more(rows, model):
    table = f'"{model._meta.db_table}"'

    assert May(
        reads=columns_that(model, f"SELECT {{}} FROM {table}"),
        changes=columns_that(model, f"UPDATE {table} SET {{}} = DEFAULT"),
        adds=goes_through(f"INSERT INTO {table} DEFAULT VALUES"),
        removes=goes_through(f"DELETE FROM {table}"),
    ) == WITHOUT_A_SCOPE[model._meta.label]  # fmt: skip


def test_every_shared_table_is_judged_and_no_other():
    assert {model._meta.label for model in tenants.shared_models()} == set(WITHOUT_A_SCOPE)


@pytest.mark.parametrize("model", tenants.shared_models(), ids=lambda model: model._meta.label)
def test_what_belongs_to_a_person_is_changed_in_their_account_alone(model):
    of_people = [field.column for field in model._meta.concrete_fields if field.related_model is User]
    writes = {"INSERT", "UPDATE", "DELETE"} & set(tenants.shared_rights(model).replace(",", " ").split())

    assert not (of_people and writes) or tenants.account_column(model) in of_people


@pytest.mark.parametrize("model", tenants.shared_models(), ids=lambda model: model._meta.label)
def test_nobody_empties_a_table_past_its_rows(model):
    assert not goes_through(f'TRUNCATE "{model._meta.db_table}"')
