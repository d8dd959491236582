"""What a field says where it cannot take what was typed: it names itself, and says what to do."""

from decimal import Decimal

from django import forms

from core.formatting import numbers
from core.formatting.numbers import plain
from core.forms.fields import MoneyField

# A label that begins so is half a sentence, which stands without an article.
ASKING = ("how ", "what ", "when ", "where ", "whether ", "who ", "why ")
# A label that begins so says by itself what to do.
DOING = ("choose ", "pick ", "say ", "select ", "tick ", "write ")


class Limit(str):
    """A message with a limit in it, which is written as people write numbers. `unit` is a pound sign for money."""

    unit = ""

    def __mod__(self, params):
        # A file's name is measured too, and calls its limit otherwise.
        limit = params.get("limit_value", params.get("max"))
        spoken = numbers.with_unit(plain(limit), self.unit) if isinstance(limit, int | Decimal) else limit
        return super().__mod__({**params, "limit_value": spoken})


class PoundLimit(Limit):
    unit = "£"


def speak(field: forms.Field) -> None:
    """Give a field that has its label our messages, where its form has not given it its own."""
    usual = _usual_messages(field)
    for code, message in _messages(field).items():
        if field.error_messages.get(code) == usual.get(code):
            field.error_messages[code] = message


def _limit(message: str, field: forms.Field) -> Limit:
    return PoundLimit(message) if isinstance(field, MoneyField) else Limit(message)


def _usual_messages(field):
    usual = {}
    for base in reversed(type(field).__mro__):
        usual.update(getattr(base, "default_error_messages", {}))
    return usual


def _messages(field):
    label = _subject(field).replace("%", "%%")
    return {
        "required": _required(field),
        "max_length": Limit(f"{label} must be %(limit_value)s characters or fewer"),
        "min_length": Limit(f"{label} must be %(limit_value)s characters or more"),
        "min_value": _limit(f"{label} must be %(limit_value)s or more", field),
        "max_value": _limit(f"{label} must be %(limit_value)s or less", field),
        "null_characters_not_allowed": f"{label} has a sign in it that cannot be kept. Type it again",
        "max_digits": f"{label} must have no more than %(max)s digits",
        "max_decimal_places": f"{label} must have no more than %(max)s decimal places",
        "max_whole_digits": f"{label} must have no more than %(max)s digits before the decimal point",
        **_messages_of_kind(field, label.replace("%%", "%")),
    }


def _subject(field) -> str:
    """The field as the subject of a sentence: a question or an order is none, so its answer is."""
    label = str(getattr(field, "called", None) or field.label)
    is_sentence = label.endswith("?") or f"{label} ".lower().startswith(ASKING) or label.lower().startswith(DOING)
    return f"The answer to “{label}”" if is_sentence else label


def _required(field):
    label = str(getattr(field, "called", None) or field.label).removeprefix("The ")
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to continue"
    if label.endswith("?"):
        return f"Answer “{label}”"
    if label.lower().startswith(DOING):
        return label
    verb = "Select" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField) else "Enter"
    article = "" if label.lower().startswith(ASKING) else "the "
    return f"{verb} {article}{label[:1].lower() + label[1:] if label[1:2].islower() else label}"


def _messages_of_kind(field, label):
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        select = _required(field)
        return {"invalid_choice": f"{select} from the list", "invalid_list": select}
    if isinstance(field, forms.EmailField):
        return {"invalid": "Enter an email address in the correct format, like name@example.org"}
    if isinstance(field, forms.FloatField | forms.DecimalField):
        return {} if isinstance(field, MoneyField) else {"invalid": f"{label} must be a number"}
    if isinstance(field, forms.IntegerField):
        return {"invalid": f"{label} must be a whole number"}
    if isinstance(field, forms.FileField):
        return {"empty": "The selected file is empty", "invalid": _required(field), "missing": _required(field)}
    if isinstance(field, forms.UUIDField):
        return {"invalid": f"{label} is not one that the portal knows"}
    return {}
