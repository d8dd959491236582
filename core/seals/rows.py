"""What is sealed, and a row in the form in which it is: the columns that the link lists, in UTC, behind a salt."""

from django.db import connections, models

from core.row_level_security import tenants

# In place of the digest of a row that was gone before it could be sealed.
NOTHING_THERE = "0" * 64
DIGESTS = """
SELECT w.key, CASE WHEN t."{key}" IS NULL THEN %s ELSE {digest} END
FROM unnest(%s::text[], %s::text[]) AS w (key, salt) LEFT JOIN "{table}" t ON t."{key}" = w.key::{type}
"""


def sealed_models() -> dict[str, type[models.Model]]:
    """Every sealed model, by its table."""
    return {model._meta.db_table: model for model in tenants.sealed_models()}


def columns_of(model) -> list[str]:
    return sorted(field.column for field in model._meta.concrete_fields)


def key_of(model) -> str:
    return model._meta.pk.column


def type_of_key(model, using: str) -> str:
    return model._meta.pk.rel_db_type(connections[using])


def digest_sql(columns) -> str:
    """Of the row `t` with the salt `w.salt`. Values as JSON, which tells text from numbers and nothing from nought;
    moments in UTC, which Django's connections speak."""
    values = ", ".join(f't."{column}"' for column in columns)
    return f"encode(sha256(convert_to(w.salt || jsonb_build_array({values})::text, 'UTF8')), 'hex')"


def digests(cursor, using: str, model, keys: list[str], salts: list[str]) -> dict[str, str]:
    sql = DIGESTS.format(
        key=key_of(model),
        table=model._meta.db_table,
        type=type_of_key(model, using),
        digest=digest_sql(columns_of(model)),
    )
    cursor.execute(sql, [NOTHING_THERE, keys, salts])
    return dict(cursor.fetchall())
