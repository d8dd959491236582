"""Fields by which forms of this app choose agencies, groups and role holders."""

from core import forms
from core.formatting import sentences
from core.formatting.directories import Directory
from partnership.models import Agency, Group, RoleHolder


def agency_field(**options) -> forms.NamedField:
    return forms.NamedField(
        Agency.objects.for_choosing, noun="agency", label_of=_with_end, **{"required": False} | options
    )


def agencies_field(**options) -> forms.NamedListField:
    return forms.NamedListField(lambda: Agency.objects.for_choosing().current(), noun="agency", **options)


def group_field(**options) -> forms.NamedField:
    return forms.NamedField(
        Group.objects.for_choosing, noun="group", label_of=_with_end, **{"required": False} | options
    )


def role_holder_field(**options) -> forms.NamedField:
    """A holder by “Role: Title (Agency)”."""
    return forms.NamedField(
        RoleHolder.objects.for_choosing, noun="role holder", label_of=_holder, **{"required": False} | options
    )


def much_like(known: Directory, name: str, form: forms.RecordForm) -> list[str]:
    """A remark where the name that a form gives a record is much like that of another one."""
    other = known.like(name) if "name" in form.changed_data else ""
    if other in ("", form.initial.get("name")):
        return []
    return [f"“{name}” is much like “{other}”. If both are one, keep one of them."]


def _with_end(record) -> str:
    return f"{record}, until {sentences.day(record.ends_on)}" if record.ends_on else str(record)


def _holder(holder) -> str:
    return _with_end(holder) + (f" ({holder.agency})" if holder.agency else "")
