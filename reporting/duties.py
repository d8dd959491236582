"""What the annual report asks of people on their home page."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse

from accounts.roles import Permission
from core.calendar.financial_years import FinancialYear, years_kept
from core.dashboard.overview import Duty, duty, same_for_all
from core.formatting import sentences
from core.settings import last_day_shown, value_of
from reporting.copies import Copy, copy_by, rules
from reporting.deadlines import deadlines, key_of_report
from reporting.models import (
    AccessibilityStatement,
    Edition,
    PublishedEdition,
    PublishedProfile,
    Report,
    Section,
    SentCopy,
    Signature,
    TakingDown,
)
from reporting.signatories import signs_for

State = Edition.State
WHO_DECIDES = "somebody else of the business unit, a safeguarding partner or the independent chair"


def _unfinished_sections(partnership, member, today):
    if not member.can(Permission.WRITE_SECTION):
        return None
    asked = Section.objects.unfinished().exclude(author=None)
    theirs = asked if member.can(Permission.EDIT_REPORT) else asked.filter(author=member.user)
    of_report = {"year": F("report__year"), "report_title": F("report__title")}
    return theirs.values("key", "title", "state", "due_on", "author_id", author_name=F("author__name"), **of_report)


@duty(10, _unfinished_sections)
def sections_to_write(partnership, member, today, sections):
    """One's own sections; for the business unit, what was handed in and whom it waits for in the next weeks."""
    last = last_day_shown(partnership, today)
    for section in sections:
        address = reverse("reporting:section", args=[partnership.slug, section["year"], section["key"]])
        due_on, is_handed_in = section["due_on"], section["state"] == Section.State.SUBMITTED
        name = f"“{section['title']}”, {section['report_title']} {section['year']}"
        if section["author_id"] == str(member.user.pk) and not is_handed_in:
            is_returned = section["state"] == Section.State.RETURNED
            yield Duty(
                f"Change {name}: it was returned for changes" if is_returned else f"Write {name}", address, due_on
            )
        elif member.can(Permission.EDIT_REPORT) and is_handed_in:
            yield Duty(f"Read and accept {name}", address)
        elif member.can(Permission.EDIT_REPORT) and due_on and due_on <= last:
            yield Duty(name, address, due_on, waits_on=section["author_name"])


def _waiting_editions(partnership, member, today):
    if not any(map(member.can, (Permission.SIGN_REPORT, Permission.PUBLISH_REPORT, Permission.EDIT_REPORT))):
        return None
    return Edition.objects.filter(state__in=[State.OFFERED, State.SIGNED]).values("id")


@duty(20, _waiting_editions)
def editions_to_sign_and_publish(partnership, member, today, ids):
    """Editions on their way to the public. Nothing more is asked where there is none, and nothing of anybody before an
    edition is offered."""
    if not ids:
        return
    editions = Edition.objects.for_cockpit().filter(pk__in=[row["id"] for row in ids]).select_related("report")
    for edition in editions:
        address = reverse("reporting:edition", args=[partnership.slug, edition.report.year, edition.number])
        if edition.state == State.SIGNED:
            if member.can(Permission.PUBLISH_REPORT):
                yield Duty(f"Publish {edition}", address)
        elif signature := signs_for(member, edition):
            # Whoever has declined has answered; the edition's page lets them sign all the same.
            if not signature.was_declined_by(member.user):
                yield Duty(_to_sign(edition, signature), address, edition.sign_by)
        elif member.can(Permission.EDIT_REPORT):
            yield from _answers(edition, address)


def _to_sign(edition: Edition, signature: Signature) -> str:
    if not signature.declined:
        return f"Sign {edition} {signature.capacity}"
    who = sentences.listed(signature.decliners)
    return f"Read why {who} declined to sign {edition} {signature.capacity}: you can still sign it"


def _answers(edition: Edition, address: str) -> Iterator[Duty]:
    """For those who keep the report: whose signature is waited for, and what was declined."""
    for signature in edition.waiting:
        if signature.declined:
            yield Duty(f"{sentences.capital(signature.signer)} declined to sign {edition}: see why", address)
    if waiting := [signature.signer for signature in edition.unanswered]:
        yield Duty(f"Signatures of {edition}", address, edition.sign_by, waits_on=sentences.listed(waiting))


_for_editors = same_for_all(Permission.EDIT_REPORT)


@_for_editors
def _published(today):
    """What the public reads, with what says which rules hold for it."""
    of_year = Report.objects.filter(year=OuterRef("year"))
    guidance = {name: Subquery(of_year.values(f"template__{name}")[:1]) for name in ("edition", "applies_to")}
    return PublishedEdition.objects.to_read().values("id", "year", "title", "number", "published_on", **guidance)


@_for_editors
def _sent(today):
    return SentCopy.objects.not_withdrawn().values("published_id", "code")


@duty(25, _published, _sent)
def copies_to_send(partnership, member, today, published, sent):
    """Copies that the guidance wants sent of what was published, until somebody notes that they went: one line for
    each report."""
    gone = {(one["published_id"], one["code"]) for one in sent}
    for one in published:
        asked = rules(one["edition"] or "", one["applies_to"] or "", one["published_on"])
        waiting = [
            copy_by(row, partnership, one["published_on"]) for row in asked if (one["id"], row["Code"]) not in gone
        ]
        if waiting:
            yield _copies(partnership, one, waiting)


def _copies(partnership, published: dict, waiting: list[Copy]) -> Duty:
    """One line for a report, by the first day that there is for any of its copies."""
    address = reverse("reporting:copies", args=[partnership.slug, published["year"], published["number"]])
    report, days = (
        sentences.titled(published["title"], published["year"]),
        sorted(copy.by for copy in waiting if copy.by),
    )
    title = (
        f"Send {len(waiting)} copies of {report}" if len(waiting) > 1 else f"Send {report} to {waiting[0].recipient}"
    )
    key = f"reporting.copies_to_send:{published['id']}:{','.join(sorted(copy.code for copy in waiting))}"
    return Duty(title, address, next(iter(days), None), key=key)


def _takings_down(partnership, member, today):
    if not (member.can(Permission.EDIT_REPORT) or member.can(Permission.SIGN_REPORT)):
        return None
    asked = {"year": F("published__year"), "number": F("published__number"), "asked_on": TruncDate("asked_at")}
    return TakingDown.objects.waiting().values("asked_by_id", **asked)


@duty(21, _takings_down)
def takings_down_to_decide(partnership, member, today, waiting):
    """Published reports that somebody wants taken down, at once: another person decides."""
    for taking in waiting:
        args = [partnership.slug, taking["year"], taking["number"]]
        waits_on = WHO_DECIDES if str(taking["asked_by_id"]) == str(member.user.pk) else ""
        title = f"Decide whether the annual report {taking['year']} is taken down"
        yield Duty(title, reverse("reporting:take_down_decide", args=args), taking["asked_on"], waits_on)


@same_for_all(Permission.PUBLISH_REPORT)
def _unexplained(today):
    """Whether reports are public and nothing says whose they are."""
    page = PublishedProfile.objects.filter(is_current=True)
    return PublishedEdition.objects.to_read().filter(~Exists(page)).values("id")[:1]


@duty(26, _unexplained)
def public_page_to_publish(partnership, member, today, unexplained):
    """The page beside published reports that says who the partnership is, until it is public."""
    if unexplained:
        address = reverse("reporting:public_page", args=[partnership.slug])
        yield Duty("Say on the public page who the partnership is: only its reports are public", address)


def _unreachable(partnership, member, today):
    """Whether reports are public and nothing says whom to ask for one in another format."""
    if not member.can(Permission.CHANGE_SETTINGS) or value_of(partnership, "contact").strip():
        return None
    return PublishedEdition.objects.to_read().values("id")[:1]


@duty(27, _unreachable)
def contact_to_give(partnership, member, today, unreachable):
    """How to reach a partnership whose reports are public, until its settings say so."""
    if unreachable:
        address = reverse("settings:change", args=[partnership.slug, "contact"])
        yield Duty("Say how people reach the partnership: its public pages name nobody to ask", address)


@same_for_all(Permission.CHANGE_SETTINGS)
def _anything_public(today):
    return PublishedEdition.objects.to_read().values("id")[:1]


@same_for_all(Permission.CHANGE_SETTINGS)
def _last_review(today):
    return AccessibilityStatement.objects.latest_first().values("id", "next_review_on")[:1]


@duty(28, _anything_public, _last_review)
def statement_to_review(partnership, member, today, public, reviews):
    """The accessibility statement: once something is public, and then by the day that each review sets for the next."""
    address = reverse("about:review", args=[partnership.slug])
    for last in reviews:
        if last["next_review_on"] <= last_day_shown(partnership, today):
            key = f"reporting.statement_to_review:{last['id']}"
            yield Duty("Review the accessibility statement", address, last["next_review_on"], key=key)
    if public and not reviews:
        title = "Test your public pages and publish your accessibility statement"
        yield Duty(title, address, key="reporting.statement_to_review:first")


@_for_editors
def _published_years(today):
    return PublishedEdition.objects.order_by("year").values("year").distinct()


@_for_editors
def _started(today):
    guidance = {name: F(f"template__{name}") for name in ("edition", "applies_to")}
    return Report.objects.order_by("year").values("year", **guidance)


@duty(30, _published_years, _started)
def reports_to_publish(partnership, member, today, published, started):
    """The day by which the report of each year that has ended must be public, until it is; where the guidance names
    none, a line without a day.

    Asked about are the reports that were started, and every year since the partnership began to work here.
    """
    begun = {row["year"]: (row["edition"], row["applies_to"]) for row in started}
    kept = {str(year) for year in years_kept(partnership.founded_on, today)}
    waiting = {FinancialYear.parse(year) for year in {*begun, *kept} - {row["year"] for row in published}}
    over = sorted(year for year in waiting if year.ends < today)
    for year, falls_on in deadlines(partnership, over, begun).items():
        is_begun = str(year) in begun
        title = f"Publish the annual report {year}" if is_begun else f"Start the annual report {year}"
        outline = reverse("reporting:outline", args=[partnership.slug, str(year)])
        start = f"{reverse('reporting:start', args=[partnership.slug])}?{urlencode({'year': year})}"
        key = key_of_report(year, falls_on, is_begun=is_begun)
        yield Duty(title, outline if is_begun else start, falls_on, key=key)
