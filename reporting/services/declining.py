"""Saying, by the link of a mail, that one cannot write a section: the one thing for which nobody needs to sign in."""

from accounts.models import Membership, TaskLink, User
from accounts.services import task_links
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import AccessEntry
from reporting.mails import CANNOT_WRITE
from reporting.models import Section
from reporting.services import sections


def asked(token: str) -> task_links.Task:
    """What the link is for; raises `task_links.Over`."""
    return task_links.read(token, CANNOT_WRITE)


def decline(token: str) -> None:
    """Give the section back to those who keep the report, and tell them; its text stays. Raises `task_links.Over`
    where it is not the person's to write any more, and of two posts at once for the second.
    """
    task = asked(token)
    with partnership_scope(task.partnership, by=task.user):
        _give_back(task.link, task.user)


def _give_back(link: TaskLink, user: User) -> None:
    # Whatever closes the task holds the section, so from here on it stays as it is.
    section = Section.objects.kept().select_for_update(of=("self",)).filter(pk=link.subject_id).first()
    if section is None or section.author_id != user.pk or not TaskLink.objects.filter(pk=link.pk).use():
        raise task_links.Over
    sections.assign(section=section, author=None, due_on=section.due_on, by=user)
    for one in Membership.objects.current().joined().keeping_the_report().for_choosing():
        mails.send(partnership=section.partnership, kind=CANNOT_WRITE, to=one.user.email, subject_id=link.pk, by=user)
    what = f"“{section}” given back by a mailed link"
    entry = {"partnership": section.partnership, "user": user, "action": AccessEntry.Action.CHANGE, "what": what}
    AccessEntry.objects.create(**entry)
