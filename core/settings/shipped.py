"""The settings that the portal itself reads. Apps register theirs in `preferences` (`core.apps.OFFERS`)."""

from decimal import Decimal

from django.utils import timezone

from core import forms
from core.calendar.financial_years import FinancialYear
from core.disclosure import Count, Group, defaults, protect, rules
from core.settings.fields import ColourField
from core.settings.registry import Effect, preference

PUBLIC_FACE, WORDS, YEAR, NUMBERS = "Name and colour", "Words", "The year and its dates", "Small numbers"
FOUNDED = "as the partnership was founded"
YEARS_BACK = 12
EXAMPLE = tuple(Count(Decimal(number)) for number in (56, 9, 4, 2))

preference(
    "name",
    group=PUBLIC_FACE,
    label="Name",
    help="On every page, in mails and on the public page. A report keeps the name of the last day of its year.",
    default=lambda partnership, on: partnership.name,
    field=lambda partnership: forms.MailedNameField(label="Name", max_length=200),
    shipped=FOUNDED,
    is_public=True,
)
preference(
    "short_name",
    group=PUBLIC_FACE,
    label="Short name",
    help="Where there is little room: in the trail above a page, in charts and in tables.",
    default=lambda partnership, on: partnership.short_name or partnership.name,
    field=lambda partnership: forms.MailedNameField(label="Short name", max_length=40),
    shipped=FOUNDED,
    is_public=True,
)
preference(
    "colour",
    group=PUBLIC_FACE,
    label="Colour",
    help="The header of your pages and of your reports. White text stands on it, so it has to be dark enough.",
    default=lambda partnership, on: partnership.colour,
    field=lambda partnership: ColourField(label="Colour", help_text="For example, #0b4f6c"),
    shipped=FOUNDED,
    is_public=True,
)
preference(
    "contact",
    group=PUBLIC_FACE,
    label="Contact",
    help="Under “Contact” on the public page: whom to write to or to ring. Never a person’s own number.",
    default="",
    field=lambda partnership: forms.TextField(label="Contact", max_length=1000, rows=4),
    says=lambda value: value or "nothing is shown",
    is_public=True,
)
preference(
    "privacy",
    group=PUBLIC_FACE,
    label="Privacy notice",
    help="On the page “Privacy”, above what the portal says itself: who is responsible for personal data and whom to "
    "ask, or the address of your own privacy notice.",
    default="",
    field=lambda partnership: forms.TextField(label="Privacy notice", max_length=4000, rows=8),
    says=lambda value: value or "only what the portal itself says",
    is_public=True,
)
preference(
    "mail_replies",
    group=PUBLIC_FACE,
    label="Answers to mails",
    help="Where the answers go that people write to the portal’s mails: a mailbox that somebody reads.",
    default="",
    field=lambda partnership: forms.EmailField(label="Answers to mails", help_text="For example, office@example.org"),
    says=lambda value: value or "they go to whoever runs the portal",
    effect=Effect.AT_ONCE,
)


def _years(partnership) -> list[tuple[str, str]]:
    this = FinancialYear.of(timezone.localdate())
    fixed = [str(FinancialYear(this.first - back)) for back in range(YEARS_BACK)]
    return [
        ("finished", f"The last year that has finished, now {this.previous()}"),
        ("running", f"The year that is running, now {this}"),
        *((year, f"{year}, until this is changed") for year in fixed),
    ]


def _year_says(value: str) -> str:
    words = {"finished": "the last year that has finished", "running": "the year that is running"}
    return words.get(value, value)


preference(
    "year_shown",
    group=YEAR,
    label="Year that pages show first",
    help="The home page, the budget and a new report begin with this year.",
    default="finished",
    field=lambda partnership: forms.ChoiceField(label="Year that pages show first", choices=_years(partnership)),
    says=_year_says,
)
preference(
    "days_ahead",
    group=YEAR,
    label="Days to look ahead",
    help="What is due within so many days stands under “Next” on the home page; what is later waits.",
    default=60,
    field=lambda partnership: forms.WholeNumberField(label="Days to look ahead", min_value=7, max_value=366),
    says=lambda value: f"{value} days",
)
preference(
    "business_unit",
    group=WORDS,
    label="Name of the business unit",
    help="Within a sentence, so with a small letter where it is no name: the business unit, the partnership team.",
    default="business unit",
    field=lambda partnership: forms.MailedNameField(label="Name of the business unit", max_length=60),
    is_public=True,
)
preference(
    "national_body",
    group=WORDS,
    label="Name of the national body",
    help="To whom the yearly report and the reviews go. Its name and its place are about to change in law.",
    default="National Panel",
    field=lambda partnership: forms.CharField(label="Name of the national body", max_length=80),
    is_public=True,
)


def _rule_hints() -> dict[str, str]:
    """What each rule makes of the same numbers."""
    return {code: f"{rule.source}. {_example(rule)}" for code, rule in rules().items()}


def _example(rule) -> str:
    total = sum(count.value for count in EXAMPLE)
    shown = protect(Group(EXAMPLE, Count(total)), rule)
    before = ", ".join(str(count.value) for count in EXAMPLE)
    return f"{before}, in all {total}, is shown as {', '.join(shown.parts)}, in all {shown.total}."


def _rule_field(partnership):
    return forms.ChoiceField(
        label="Rule for small numbers",
        choices=[(code, rule.name) for code, rule in rules().items()],
        widget=forms.Radios(hints=_rule_hints()),
    )


def _rule_shipped(partnership) -> str:
    default = defaults()[partnership.kind]
    return f"the portal’s rule for {default.why} ({rules()[default.rule].edition})"


preference(
    "small_numbers",
    group=NUMBERS,
    label="Rule for small numbers",
    help="Hides counts that could identify somebody, on pages, in exports, charts and reports. A report follows the "
    "rule of the last day of its year. The people who keep the records see the figures as they are.",
    default=lambda partnership, on: defaults()[partnership.kind].rule,
    field=_rule_field,
    says=lambda value: rules()[value].name,
    shipped=_rule_shipped,
)
