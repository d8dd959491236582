"""What signers and the business unit are told of editions."""

from core.formatting import sentences
from core.jobs import mails
from core.models import Mail
from core.settings import value_of
from reporting.mails.wording import message, published_by, report_named, short, until
from reporting.models import Decline, Edition, Signature, TakingDown
from reporting.signatories import people_for

PLEASE_SIGN, NOT_TO_SIGN, DECLINED = "reporting.please_sign", "reporting.not_to_sign", "reporting.declined"
SIGNED_AFTER_ALL, TAKING_DOWN = "reporting.signed_after_all", "reporting.taking_down"
# Figures and tables among them, a page of a report is read in two minutes.
MINUTES_A_PAGE = 2


@mails.mail(PLEASE_SIGN)
def please_sign(mail: Mail) -> mails.Message | None:
    """Nothing where the person is asked for no signature any more: it is given, or the edition is set aside."""
    edition = _edition(mail.subject_id)
    if edition is None or edition.state != Edition.State.OFFERED:
        return None
    asked = [
        signature.capacity
        for signature, users in people_for(edition.waiting)
        if mail.to in {user.email for user in users}
    ]
    if not asked:
        return None
    due = until("Please sign it", edition.sign_by) if edition.sign_by else published_by(edition.report)
    lines = [
        "Hello,",
        "",
        f"Please sign edition {edition.number} of the {report_named(edition.report)},",
        f"{sentences.listed(asked)}.",
        "",
        f"It has {edition.pages} page{'' if edition.pages == 1 else 's'}; reading it takes about "
        f"{edition.pages * MINUTES_A_PAGE} minutes.",
        *([due] if due else []),
        "If you cannot sign it, you can decline there and say why.",
        "",
        _at(edition),
    ]
    return message(edition.partnership, f"Please sign the {short(edition.report)}", lines)


@mails.mail(NOT_TO_SIGN)
def not_to_sign(mail: Mail) -> mails.Message | None:
    edition = _edition(mail.subject_id)
    if edition is None:
        return None
    dropped = edition.state == Edition.State.DROPPED
    why = "The business unit has dropped it." if dropped else "A newer edition has taken its place."
    lines = [
        "Hello,",
        "",
        f"Edition {edition.number} of the {report_named(edition.report)}",
        f"is not to be signed any more. {why}",
        "You need not do anything. You are asked again when another edition is offered.",
        "",
        _at(edition),
    ]
    return message(edition.partnership, f"No longer to be signed: {short(edition.report)}", lines)


@mails.mail(DECLINED)
def declined(mail: Mail) -> mails.Message | None:
    """Nothing where the signature was given after all, or the edition is set aside. The reason stands on its page."""
    found = Decline.objects.select_related("signature__agency", "declined_by").filter(pk=mail.subject_id).first()
    edition = found and _edition(found.signature.edition_id)
    if edition is None or edition.state != Edition.State.OFFERED or found.signature.is_given:
        return None
    lines = [
        "Hello,",
        "",
        f"{found.declined_by.name} declines to sign edition {edition.number} of the",
        f"{report_named(edition.report)}, {found.signature.capacity}.",
        "",
        "The page says why, and what you can do: mend the report and compile it again, drop the edition, or talk to",
        "them, for they can still sign it. Reading why takes about 2 minutes.",
        *([due] if (due := published_by(edition.report)) else []),
        "",
        _at(edition),
    ]
    return message(edition.partnership, f"Declined: signing the {short(edition.report)}", lines)


@mails.mail(SIGNED_AFTER_ALL)
def signed_after_all(mail: Mail) -> mails.Message | None:
    """That a signature which somebody had declined was given."""
    signature = Signature.objects.select_related("agency", "signed_by").filter(pk=mail.subject_id).first()
    edition = signature and _edition(signature.edition_id)
    if edition is None or not signature.is_given:
        return None
    lines = [
        "Hello,",
        "",
        f"Edition {edition.number} of the {report_named(edition.report)}",
        f"was signed {signature.capacity} by {signature.signed_by.name},",
        f"after {sentences.listed(signature.decliners)} had declined.",
        "",
        "You need not do anything. If it should not go on like this, talk to each other before it is published.",
        "The reason that was given stands on its page.",
        "",
        _at(edition),
    ]
    return message(edition.partnership, f"Signed after all: {short(edition.report)}", lines)


def _edition(pk) -> Edition | None:
    found = Edition.objects.for_cockpit().select_related("report__partnership", "report__template")
    return found.filter(pk=pk).first()


def _at(edition: Edition) -> str:
    return mails.absolute("reporting:edition", edition.partnership.slug, edition.report.year, edition.number)


@mails.mail(TAKING_DOWN)
def taking_down(mail: Mail) -> mails.Message | None:
    """Nothing where somebody has decided by now."""
    waiting = TakingDown.objects.waiting().filter(pk=mail.subject_id)
    taking = waiting.select_related("published", "asked_by", "partnership").first()
    if taking is None:
        return None
    report = sentences.within(str(taking.published))
    edition = [taking.partnership.slug, taking.published.year, taking.published.number]
    lines = [
        "Hello,",
        "",
        f"{taking.asked_by.name} asks that the {report}",
        f"of {value_of(taking.partnership, 'name')} be taken down.",
        "",
        "It stays public until one more person confirms it, and you can. Reading why takes about 2 minutes.",
        "",
        mails.absolute("reporting:take_down_decide", *edition),
    ]
    return message(taking.partnership, f"Please decide: is the {report} taken down?", lines)
