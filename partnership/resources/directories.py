"""The partnership's agencies, groups and role holders by name, each read with one query."""

from collections import Counter

from core.db.tenancy import current_scope
from core.formatting.directories import Directory
from core.models import JointMember
from partnership.models import Agency, Group, RoleHolder


def agencies() -> Directory:
    return _with_other_names("agency", Agency)


def groups() -> Directory:
    return _with_other_names("group", Group)


def role_holders() -> Directory:
    found = list(RoleHolder.objects.values_list("pk", "role", "title", "agency__name", "starts_on"))
    held = Counter(holder[1:4] for holder in found)
    return Directory(
        "role holder",
        ((pk, *holder_names(*names, start if held[tuple(names)] > 1 else None)) for pk, *names, start in found),
    )


def holder_names(role, title, agency, start=None) -> tuple[str, str]:
    """`Role: Title`, and the same with the agency for where two hold it, and its first day where one does twice."""
    name = f"{RoleHolder.Role(role).label}: {title}"
    full = f"{name} ({agency})" if agency else name
    return name, f"{full} from {start}" if start else full


def _with_other_names(noun: str, model: type[Agency | Group]) -> Directory:
    directory = Directory(noun)
    for key, name, others in model.objects.with_other_names().values_list("pk", "name", "other_names"):
        directory.add(key, name)
        directory.add_others(key, others)
    return directory


def joint_bodies() -> Directory:
    """Joint bodies that the partnership has a share in, by slug."""
    shares = JointMember.objects.filter(member__in=current_scope().readable)
    return Directory("joint body of this partnership", shares.values_list("body_id", "body__slug"))
