from django.utils import timezone

from core import forms
from core.calendar.financial_years import FinancialYear, check_counted_year
from partnership import questions
from partnership.models import Agency, Budget, Contribution, Income, Spending
from partnership.models.money import MOST
from partnership.services.money import CONTRIBUTIONS, RESERVE, SPENDING

SOURCE = "Where the figure comes from, such as a letter or a report."


def amount(label, *, help_text="", required=False):
    """A field for pounds that says of which amount it speaks."""
    invalid = {"invalid": f"{label} must be an amount in pounds, such as 1,234 or 1,234.50"}
    return forms.MoneyField(
        label=label, help_text=help_text, required=required, min_value=0, max_value=MOST, error_messages=invalid
    )


class MoneyForm(forms.AskingRecord, forms.RecordForm):
    """The form of a row of a year's money, which asks about early and absurd amounts."""

    reason = "paid for two years at once"

    def questions(self):
        return questions.about(self.instance, questions.Known.before(self.instance))


class StartYearForm(forms.RecordForm):
    """Begins a year, from nothing or from the year before."""

    copies = forms.MultipleChoiceField(
        label="Take over from the year before",
        help_text="All that you tick comes over, or nothing. You can change every amount afterwards.",
        choices=[
            (CONTRIBUTIONS, "Contributions, as they were agreed"),
            (SPENDING, "Spending, as it was planned"),
            (RESERVE, "The closing reserve as received and spent, or else as agreed, as the new opening reserve"),
        ],
        widget=forms.Checkboxes,
        required=False,
    )

    class Meta(forms.RecordForm.Meta):
        model = Budget
        fields = ["year"]
        labels = {"year": "Year"}
        help_texts = {"year": "From April to March, such as 2026-27"}

    def clean_year(self):
        check_counted_year(self.cleaned_data["year"], timezone.localdate())
        return self.cleaned_data["year"]

    def saved_values(self, record):
        return super().saved_values(record) | {"copies": []}


class BudgetForm(MoneyForm):
    opening_reserve = amount("Opening reserve", help_text="What was there on 1 April.")
    closing_reserve_agreed = amount(
        "Closing reserve agreed",
        help_text="What the partners agreed to keep on 31 March. The portal works out its own.",
    )

    class Meta(forms.RecordForm.Meta):
        model = Budget
        fields = ["opening_reserve", "closing_reserve_agreed", "note"]

    def clean(self):
        typed = super().clean()
        if self.adds and not self.errors and not any(typed.get(name) not in (None, "") for name in self.Meta.fields):
            self.add_error("opening_reserve", "Enter a reserve, or a note")
        return typed


class ContributionForm(MoneyForm):
    """What one agency gives in a year; its instance says in which year."""

    agency = forms.ModelChoiceField(label="Agency", queryset=Agency.objects, empty_label="Choose an agency")

    class Meta(forms.RecordForm.Meta):
        model = Contribution
        fields = ["agency"]
        help_texts = {
            "source": SOURCE,
            "is_published": "Its owner has published the figure, so that it is shown as it is.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = FinancialYear.parse(self.instance.year)
        there = Agency.objects.during(year.starts, year.ends) | Agency.objects.filter(pk=self.instance.agency_id)
        self.fields["agency"].queryset = there


class CashForm(ContributionForm):
    agreed = amount("Agreed")
    invoiced = amount("Invoiced")
    received = amount("Received")

    class Meta(ContributionForm.Meta):
        fields = ["agency", "agreed", "invoiced", "received", "is_published", "source"]

    def clean(self):
        amounts = [self.cleaned_data.get(name) for name in ("agreed", "invoiced", "received")]
        if amounts == [None] * 3 and not {"agreed", "invoiced", "received"} & set(self.errors):
            self.add_error("agreed", "Enter what was agreed, invoiced or received")
        return super().clean()


class InKindForm(ContributionForm):
    what_in_kind = forms.CharField(
        label="What is given", help_text="For example, an analyst for two days a week.", max_length=300
    )
    agreed = amount("Estimated worth", help_text="It enters no total of cash. Leave it empty where nobody knows.")

    class Meta(ContributionForm.Meta):
        fields = ["agency", "what_in_kind", "agreed", "is_published", "source"]


class IncomeForm(MoneyForm):
    amount = amount("Amount", required=True)

    class Meta(forms.RecordForm.Meta):
        model = Income
        fields = ["item", "amount", "source"]
        help_texts = {"item": "For example, course fees.", "source": SOURCE}


class SpendingForm(MoneyForm):
    planned = amount("Planned")
    actual = amount("Actual")

    class Meta(forms.RecordForm.Meta):
        model = Spending
        fields = ["item", "planned", "actual", "source"]
        help_texts = {"item": "For example, staff.", "source": SOURCE}


class ReceivedForm(forms.Form):
    """Which contributions have come in full, each with the amount that the officer saw as due."""

    came = forms.MultipleChoiceField(
        label="Contributions that have come",
        widget=forms.Checkboxes,
        error_messages={
            "required": "Tick the contributions that have come",
            "invalid_choice": "An amount was changed or noted as received since you opened this page. Look again",
        },
    )

    def __init__(self, *args, outstanding, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = outstanding
