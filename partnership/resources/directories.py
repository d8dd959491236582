"""The partnership's agencies, groups and role holders by name, each read with one query."""

from core.imports.directories import Directory
from core.models import JointMember
from core.tenancy import current_scope
from partnership.models import Agency, Group, RoleHolder


def agencies() -> Directory:
    return Directory("agency", Agency.objects.values_list("pk", "name"))


def groups() -> Directory:
    return Directory("group", Group.objects.values_list("pk", "name"))


def role_holders() -> Directory:
    found = RoleHolder.objects.values_list("pk", "role", "title", "agency__name")
    return Directory("role holder", ((pk, *holder_names(role, title, agency)) for pk, role, title, agency in found))


def holder_names(role, title, agency) -> tuple[str, str]:
    """`Role: Title`, and the same with the agency for where two hold it."""
    name = f"{RoleHolder.Role(role).label}: {title}"
    return name, f"{name} ({agency})" if agency else name


def joint_bodies() -> Directory:
    """Joint bodies that the partnership has a share in, by slug."""
    shares = JointMember.objects.filter(member__in=current_scope().readable)
    return Directory("joint body of this partnership", shares.values_list("body_id", "body__slug"))
