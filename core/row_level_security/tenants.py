"""Which tables are a partnership's own, and what the application may do with those that are shared."""

from django.apps import apps

from core.db.tenancy import TenantModel

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"

# Tables of other packages, which no partnership owns, and what the application may do with them. None holds case data.
# Our own models say so themselves, as `shared_rights`.
OF_PACKAGES = {
    "account.EmailAddress": 'SELECT, INSERT, UPDATE (verified, "primary"), DELETE',
    "account.EmailConfirmation": "",
    "mfa.Authenticator": "SELECT, INSERT, UPDATE (data, last_used_at), DELETE",
    "contenttypes.ContentType": "SELECT",
    "auth.Permission": "SELECT",
    "auth.Group": "",
    "auth.Group_permissions": "",
    "guardian.UserObjectPermission": "",
    "guardian.GroupObjectPermission": "",
    "pghistory.Context": "",
}


# Where their rows guard an account: the column that says which. Our own models say `account_column`.
ACCOUNT_COLUMNS = {"account.EmailAddress": "user_id", "mfa.Authenticator": "user_id"}


class UnwalledTable(Exception):
    """A model is neither a partnership's own nor says what the application may do with it."""


def is_event(model) -> bool:
    """Whether the model is the history of another one."""
    return hasattr(model, "pgh_tracked_model")


def is_sealed(model) -> bool:
    """Whether its rows are written for good and chained (`core.seals`): the history and every log."""
    return is_event(model) or getattr(model, "append_only", False)


def is_tenant(model) -> bool:
    return issubclass(model, TenantModel) or (is_event(model) and is_tenant(model.pgh_tracked_model))


def _with_table():
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def tenant_models():
    return [model for model in _with_table() if is_tenant(model)]


def sealed_models():
    return [model for model in _with_table() if is_sealed(model)]


def shared_models():
    """Every other model; raises `UnwalledTable` for one that nobody has thought about."""
    found = [model for model in _with_table() if not is_tenant(model)]
    for model in found:
        if shared_rights(model) is None:
            raise UnwalledTable(
                f"{model._meta.label} has no partnership: make it a TenantModel, or say in its "
                f"`shared_rights` what the application may do with its rows."
            )
    return found


def shared_rights(model) -> str | None:
    """What the application may do with a table that no partnership owns; None where nobody has said."""
    return getattr(model, "shared_rights", OF_PACKAGES.get(model._meta.label))


def account_column(model) -> str | None:
    """The column with the account that a shared row guards: it is changed only in that account's `account_scope`, and
    where the model says `is_hidden`, read only there too. Of accounts themselves that holds for `guarded_columns`."""
    return getattr(model, "account_column", ACCOUNT_COLUMNS.get(model._meta.label))


def keys_between_tenants(model):
    """Foreign keys from a tenant's row to a tenant's row: each must stay within one partnership."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and is_tenant(field.related_model) and not is_event(model)
    ]
