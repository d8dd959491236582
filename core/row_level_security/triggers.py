"""Our own triggers on walled tables: who wrote a row, that it stays at home, that it waits to be sealed."""

from core.row_level_security.tenants import is_event, is_tenant

WRITTEN_BEFORE = """
INSERT INTO core_unsealed (chain, "table", key) SELECT {chain}, %s, "{key}" FROM "{table}" ORDER BY "{key}"
"""
Definitions = dict[tuple[str, str], str]


def put(cursor, table: str, function: str, moment: str, there: Definitions, told: str = "") -> bool:
    """Put a trigger in place that calls the function of its name; returns whether it was not there so."""
    rest = f"{moment} ON public.{table} FOR EACH ROW EXECUTE FUNCTION app.{function}({told})"
    if there.get((table, function)) == f"CREATE TRIGGER {function} {rest}":
        return False
    cursor.execute(f"CREATE OR REPLACE TRIGGER {function} {rest}")
    return True


def await_seal(cursor, model, there: Definitions) -> None:
    """Whatever is written waits to be sealed; where that is new, so does what was written before."""
    table, key = model._meta.db_table, model._meta.pk.column
    told, chain = ("'tenant'", "partnership_id") if is_tenant(model) else ("'shared'", "0")
    told = "'event'" if is_event(model) else told
    if put(cursor, table, "await_seal", "AFTER INSERT", there, told):
        cursor.execute(WRITTEN_BEFORE.format(chain=chain, key=key, table=table), [table])
