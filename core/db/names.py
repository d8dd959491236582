"""The fold and the sort key of names in the database: the same as `core.formatting.folding` gives, on every server.

`install` makes the functions from the tables of that module. None of them asks for a collation, so they are the same
whether a server has ICU or not, and they never change under what they have made: an index or a stored column of them
stands for good. Whoever changes the tables writes a migration that makes the functions anew, rewrites the columns and
builds the indexes again. See ADR 42.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models

from core.formatting import folding
from core.formatting.looking_for import pattern_of

# What makes the length of a column no longer than that of the name itself, whatever letters fold to several.
LONGEST_NAME = 300
NOTHING, OF_THEM = "''", r"'\1'"


@models.CharField.register_lookup
class Fold(models.Transform):
    """What names have in common that are one name: `UniqueConstraint("partnership", Fold("name"), …)` keeps them
    apart, and `filter(name__fold=fold(text))` finds one."""

    lookup_name, function = "fold", "app.fold"
    output_field = models.TextField()
    template = f"left(%(function)s(%(expressions)s), {LONGEST_NAME})"


class FoldGrouping(Fold):
    """The same for names of breakdowns: “Sex” and “By sex” are one."""

    lookup_name = "fold_grouping"
    template = f"left(regexp_replace(%(function)s(%(expressions)s), '^by ', ''), {LONGEST_NAME})"


@models.CharField.register_lookup
class SortKey(models.Transform):
    """By what people sort a name: `order_by("title__sort")`. What is long, or sorts other tables too, keeps it in a
    column (`sort_key_of`), because working it out takes the database longer than the rest of a list."""

    lookup_name, function = "sort", "app.sort_key"
    output_field = models.CharField(max_length=folding.LONGEST, db_collation="C")
    template = '%(function)s(%(expressions)s) COLLATE "C"'


@models.CharField.register_lookup
@models.TextField.register_lookup
class Says(models.Lookup):
    """Texts in which a word stands, however it is written: `filter(note__says="childrens")`. The one way in which the
    search and every filter look into texts. Whatever asks narrows by partnership first, by the wall."""

    lookup_name = "says"

    def as_sql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        return f'({text}) COLLATE "C" ~ %s', [*params, pattern_of(self.rhs)]


def sort_key_of(name: str) -> models.GeneratedField:
    """A column with the sort key of another one, which the database keeps with every write of any kind."""
    kept = models.CharField(max_length=folding.LONGEST, db_collation="C")
    return models.GeneratedField(
        expression=models.Func(name, function="app.sort_key"), output_field=kept, db_persist=True
    )


def listed_with(names: models.Expression, *fields: str) -> models.Func:
    """A list of texts with those of some fields of the row behind it."""
    for field in fields:
        names = models.Func(
            names, models.F(field), function="array_append", output_field=ArrayField(models.TextField())
        )
    return names


def _text(text: str) -> str:
    """The text as a literal of SQL, every letter that is not plain by its code."""
    plain = (sign if " " <= sign <= "~" and sign not in "\\'" else f"\\U{ord(sign):08x}" for sign in text)
    return f"E'{''.join(plain)}'"


def _class(signs: str) -> str:
    """A pattern of one or more of the signs."""
    return _text(f"[{signs}]+")


def _translated(of: str, table: dict[str, str]) -> str:
    """One letter for one letter, then those that become several."""
    table = {chr(sign): become for sign, become in table.items()}
    singles = {sign: become for sign, become in table.items() if len(become) == 1}
    of = f"translate({of}, {_text(''.join(singles))}, {_text(''.join(singles.values()))})"
    for sign, become in table.items():
        if sign not in singles:
            of = f"replace({of}, {_text(sign)}, {_text(become)})"
    return of


def _replaced(of: str, pattern: str, by: str) -> str:
    return f"regexp_replace({of} COLLATE \"C\", {pattern}, {by}, 'g')"


def _spaced(of: str, between: str = " ") -> str:
    """Words with one space between them, whatever of those signs stood there."""
    return f"btrim({_replaced(of, _class(between), _text(' '))})"


def _fold(of: str) -> str:
    spaces = f" {''.join(filter(str.isascii, folding.LIKE[' ']))}"
    plain = _spaced(f"lower(translate({of}, '`', '''''') COLLATE \"C\")", spaces)
    apart = _translated(f"normalize({_translated(of, folding.ALONE)}, NFKD)", folding.FOLDED)
    seen = _spaced(f"normalize({_replaced(apart, _class(folding.INVISIBLE), NOTHING)}, NFKC)")
    return f"CASE WHEN octet_length({of}) = char_length({of}) THEN {plain} ELSE {seen} END"


def _bare(of: str) -> str:
    of = f"normalize({of}, NFKD)"
    letters = _translated(_replaced(of, _class(folding.LEFT_OUT), NOTHING), folding.BARED)
    return _spaced(f"replace({letters}, '&', ' and ')", folding.NO_WORD)


def _sort_key(of: str) -> str:
    wider = f"'0*([0-9]{{{folding.WIDTH},}})'"
    of = _replaced(of, "'([0-9]+)'", f"'{'0' * (folding.WIDTH - 1)}\\1'")
    return f"left({_replaced(of, wider, OF_THEM)}, {folding.LONGEST})"


FUNCTIONS = {"fold": _fold("name"), "bare": _bare("app.fold(name)"), "sort_key": _sort_key("app.bare(name)")}


def install(using: str) -> None:
    """Make the functions, or make them as the tables now say; as the owner of the tables, before any of them."""
    with connections[using].cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS app")
        for name, body in FUNCTIONS.items():
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION app.{name}(name text) RETURNS text "
                f"LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN {body}"
            )
            cursor.execute(f"REVOKE ALL ON FUNCTION app.{name}(text) FROM PUBLIC")
            cursor.execute(f"GRANT EXECUTE ON FUNCTION app.{name}(text) TO portal_app")
