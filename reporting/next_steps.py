"""What comes next for a report, whose turn it is, and what is still open before it."""

from dataclasses import dataclass, field

from django.urls import reverse

from accounts.permissions import Member, Permission
from core.formatting import sentences
from reporting.copies import Copy, copies_of
from reporting.models import Edition, PublishedEdition, Report, TakingDown
from reporting.outlines import Row
from reporting.preparing import Task, next_task
from reporting.signatories import signs_for
from reporting.since_compiled import SinceCompiled

State = Edition.State
CORRECTION = (
    "The public reads it as it was compiled. If it should be corrected, compile again: the new edition is signed and "
    "published in its place."
)


@dataclass(frozen=True)
class Step:
    """`posts`: the action is done at once by a button; else a link leads to a page that asks."""

    title: str
    text: str
    url: str = ""
    action: str = ""
    posts: bool = False
    still_open: list[str] = field(default_factory=list)


def next_step(
    report: Report,
    edition: Edition | None,
    member: Member,
    rows: list[Row],
    still_open: list[str],
    since: SinceCompiled | None = None,
) -> Step:
    """`edition` is the newest that none has taken the place of, and `since` what became of the report since then;
    `rows` are the kept sections, `still_open` sentences."""
    if taking := _taking_down(report):
        return _decide(report, taking, member)
    if edition is None or edition.state != State.PUBLISHED:
        still_open = [*_of_what_is_public(report, edition, member), *still_open]
    if edition is None or edition.state == State.COMPILED:
        if task := next_task(rows, member):
            return _prepare(report, task, still_open)
        if edition is None or not edition.is_complete:
            return _compile(report, edition, member, still_open)
        if since and since.has_changed and member.can(Permission.EDIT_REPORT):
            return _compile_again(report, edition, since, still_open)
    if edition.state == State.PUBLISHED:
        return _published(report, edition, member, since)
    still_open = [*(since.told if since else []), *still_open]
    steps = {State.COMPILED: _offer, State.OFFERED: _sign, State.SIGNED: _publish}
    return steps[edition.state](report, edition, member, still_open)


def _taking_down(report: Report) -> TakingDown | None:
    waiting = TakingDown.objects.waiting().filter(published__year=report.year)
    return waiting.select_related("published", "asked_by").first()


def _of_what_is_public(report: Report, edition: Edition | None, member: Member) -> list[str]:
    """What to see to of the edition that the public reads, or read last, while a newer one is on its way."""
    told = [told] if (told := taken_down(report, edition)) else []
    published, waiting = _copies_waiting(report)
    if waiting and member.can(Permission.EDIT_REPORT):
        told.append(f"Edition {published.number} is published: {_send(waiting)}")
    return told


def taken_down(report: Report, edition: Edition | None = None) -> str:
    """What to see to where the public reads no report of that year any more; "" where it reads one, or never did.

    `edition` is the one on its way to the public, if there is one by now.
    """
    newest = PublishedEdition.objects.for_list().of_year(report.year).first()
    if newest is None or newest.taken_down_on is None:
        return ""
    said = f"The report was taken down on {sentences.day(newest.taken_down_on)}"
    if edition is None:
        return f"{said}: mend what is wrong in it before it is compiled again."
    return f"{said}: make sure that edition {edition.number} does not say again what was wrong in it."


def _decide(report, taking: TakingDown, member: Member) -> Step:
    number, title = taking.published.number, "Decide whether the report is taken down"
    text = f"{taking.asked_by.name} has asked for it. The report stays public until somebody else confirms it."
    address = reverse("reporting:take_down_decide", args=[report.partnership.slug, report.year, number])
    if taking.asked_by_id == member.user.pk:
        return Step("Wait until somebody else decides whether the report is taken down", text, address, "Take it back")
    if member.can(Permission.EDIT_REPORT) or member.can(Permission.SIGN_REPORT):
        return Step(title, text, address, "Decide")
    return Step("The business unit or a partner decides whether the report is taken down", text)


def _prepare(report: Report, task: Task, still_open) -> Step:
    if task.row is None:
        return Step(task.title, task.text, still_open=still_open)
    address = reverse(f"reporting:{task.page}", args=[report.partnership.slug, report.year, task.row.section.key])
    return Step(task.title, task.text, address, task.action, still_open=still_open)


def _compile(report, edition, member, still_open) -> Step:
    text = "Compiling takes the records as they stand and gives an edition to read and to sign, as often as you like."
    if edition is not None:
        text = f"Edition {edition.number} is a draft that lacked something. Nothing is lacking now."
    if not member.can(Permission.EDIT_REPORT):
        return Step("The business unit compiles the report", text, still_open=still_open)
    address = reverse("reporting:compile", args=[report.partnership.slug, report.year])
    return Step("Compile the report", text, address, "Compile the report", posts=True, still_open=still_open)


def _compile_again(report, edition, since, still_open) -> Step:
    title = f"Compile again: {since.what_changed} changed since edition {edition.number}"
    text = f"Edition {edition.number} does not show what the report says now; its page lists the differences."
    address = reverse("reporting:compile", args=[report.partnership.slug, report.year])
    return Step(title, text, address, "Compile again", posts=True, still_open=still_open)


def _offer(report, edition, member, still_open) -> Step:
    title = f"Edition {edition.number} can be read"
    if not member.can(Permission.EDIT_REPORT):
        text = "Nobody is asked to sign it before the business unit offers it."
        return Step(title, text, _at("edition", report, edition), f"Read edition {edition.number}")
    text = "Offer it for signing once it is as it should be. Until then nobody is asked to sign it."
    return Step(title, text, _at("offer", report, edition), "Offer it for signing", still_open=still_open)


def _sign(report, edition, member, still_open) -> Step:
    signature = signs_for(member, edition)
    may_sign = signature is not None and not signature.was_declined_by(member.user)
    title, others = _to_sign(edition, member, may_sign)
    text = " ".join([*_waits_for(edition), *_declined(edition), *others])
    if may_sign:
        return Step(title, text, _at("sign", report, edition), f"Sign {signature.capacity}", still_open=still_open)
    return Step(title, text, _at("edition", report, edition), f"Read edition {edition.number}", still_open=still_open)


def _to_sign(edition: Edition, member: Member, may_sign: bool) -> tuple[str, list[str]]:
    """What this person can do about it; where that is nothing, also what others do."""
    if edition.unanswered:
        return f"Edition {edition.number} is to be signed", []
    who = sentences.capital(sentences.listed([one.signer for one in edition.waiting]))
    declined = f"{who} declined to sign edition {edition.number}"
    if may_sign:
        return f"{declined}: you can still sign it", []
    if member.can(Permission.EDIT_REPORT):
        return f"{declined}: mend and compile again, or drop it", []
    return declined, ["The business unit mends the report and compiles it again, or drops the edition."]


def _waits_for(edition: Edition) -> list[str]:
    by = f" by {sentences.day(edition.sign_by)}" if edition.sign_by else ""
    names = [one.signer for one in edition.unanswered]
    return [f"Waiting for {sentences.listed(names)}{by}."] if names else []


def _declined(edition: Edition) -> list[str]:
    declined = [one for one in edition.waiting if one.declined]
    return [f"{sentences.capital(one.signer)} declined to sign it; the edition’s page says why." for one in declined]


def _publish(report, edition, member, still_open) -> Step:
    title = f"Edition {edition.number} is signed and can be published"
    if not member.can(Permission.PUBLISH_REPORT):
        text = "The business manager publishes it."
        return Step(
            title, text, _at("edition", report, edition), f"Read edition {edition.number}", still_open=still_open
        )
    text = "Everybody who was asked has signed. Once published, anybody may read it."
    return Step(title, text, _at("publish", report, edition), "Publish", still_open=still_open)


def _published(report, edition, member, since) -> Step:
    may_edit, has_changed = member.can(Permission.EDIT_REPORT), since is not None and since.has_changed
    if may_edit and (waiting := _copies_waiting(report)[1]):
        title, told = f"Edition {edition.number} is published; copies are to be sent", since.told if has_changed else []
        address = _at("copies", report, edition)
        return Step(title, sentences.capital(_send(waiting)), address, "Note which copies were sent", still_open=told)
    if may_edit and has_changed:
        title = f"Edition {edition.number} is published; {since.what_changed} changed since"
        return Step(title, CORRECTION, _at("edition", report, edition), "See what has changed")
    address = reverse("public:report", args=[report.partnership.slug, report.year])
    text = "A published edition never changes. To correct something, change it here and compile a new edition."
    return Step(f"Edition {edition.number} is published", text, address, "See it as the public does")


def _send(waiting: list[Copy]) -> str:
    return f"send a copy to {sentences.listed([_to(copy) for copy in waiting])}."


def _to(copy: Copy) -> str:
    return f"{copy.recipient} by {sentences.day(copy.by)}" if copy.by else copy.recipient


def _copies_waiting(report) -> tuple[PublishedEdition | None, list[Copy]]:
    """The edition that the public reads, and the copies of it that nobody has sent."""
    published = PublishedEdition.objects.to_read().for_list().of_year(report.year).first()
    return published, [copy for copy in copies_of(report, published) if not copy.sent] if published else []


def _at(name: str, report: Report, edition: Edition) -> str:
    return reverse(f"reporting:{name}", args=[report.partnership.slug, report.year, edition.number])
