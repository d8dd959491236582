"""What a constraint of the database says to people."""

from django.db import IntegrityError, models
from django.forms import ModelForm

VOWELS = set("aeiou")


def constraint_named(record: models.Model, error: IntegrityError) -> models.BaseConstraint | None:
    """The constraint of the record's table that the database named, if it is one of the model's."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return next((one for one in record._meta.constraints if one.name == name), None)


def fields_of(constraint: models.BaseConstraint) -> list[str]:
    """The names of the fields that it is about."""
    if isinstance(constraint, models.CheckConstraint):
        return sorted(constraint.condition.referenced_base_fields)
    expressions = getattr(constraint, "expressions", ())
    return [*getattr(constraint, "fields", ()), *(name for one in expressions for name in _named_in(one))]


def sentence(form: ModelForm, constraint: models.BaseConstraint) -> str:
    """The constraint's own sentence where its model gives one, else one made of the form's labels."""
    own = str(constraint.violation_error_message)
    if own != str(constraint.default_violation_error_message):
        return own
    words = [_word(form, name) for name in fields_of(constraint) if name in form.fields]
    listed = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    if not isinstance(constraint, models.UniqueConstraint):
        return f"This does not go together: {listed}" if listed else "This does not go together"
    noun = str(form.instance._meta.verbose_name)
    article = "an" if noun[:1].lower() in VOWELS else "a"
    link = "of" if len(words) == 1 and words[0] in {"name", "title"} else "with"
    return (
        f"There is {article} {noun} {link} that {listed} already"
        if listed
        else f"There is such {article} {noun} already"
    )


def _named_in(expression) -> list[str]:
    """The fields of which a constraint's expression is made, such as the fold of a name."""
    if isinstance(expression, models.F):
        return [expression.name]
    return [name for one in expression.get_source_expressions() for name in _named_in(one)]


def _word(form: ModelForm, name: str) -> str:
    return name if name in {"name", "title"} else str(form.fields[name].label).lower()
