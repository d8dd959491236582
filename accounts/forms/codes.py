from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from django.forms import TextInput

from accounts.services import second_factor, sign_ins
from core import forms
from core.db.account_scope import account_scope
from core.forms.base import SpokenForm

WRONG = "That code is not right, or was used before. Wait for the next one in your app, then enter that"
WHICH_CODE = "The 6 numbers that your authenticator app shows now, or one of your recovery codes"
ANY_CODE = {"autocomplete": "one-time-code", "spellcheck": False, "class": "govuk-input--width-10"}
DIGITS = {"inputmode": "numeric", **ANY_CODE}


def _used(user, code: str):
    """What the code opens; raises `ValidationError` for a wrong one and after too many. Each try is written down."""
    try:
        forget = check_rate_limit(user)
    except forms.ValidationError:
        sign_ins.note(context.request, sign_ins.Outcome.BLOCKED, user=user)
        raise
    found = second_factor.use(user=user, code=code)
    if found is None:
        sign_ins.note(context.request, sign_ins.Outcome.WRONG_CODE, user=user)
        raise forms.ValidationError(WRONG, code="wrong")
    forget()
    return found


class CodeForm(SpokenForm, AuthenticateForm):
    """The second step of sign-in: allauth's form, with codes that open once wherever they are checked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.widget = "Code", TextInput(ANY_CODE)
        code.help_text = WHICH_CODE
        code.error_messages["required"] = "Enter the code from your authenticator app"

    def clean_code(self):
        self.authenticator = _used(self.user, self.cleaned_data["code"])
        self.authenticator.user = self.user
        return self.cleaned_data["code"]

    def save(self):
        with account_scope(self.user):
            super().save()


class SetUpForm(forms.Form):
    """The first code of an app that has just been told its secret."""

    code = forms.CharField(label="Code from the app", help_text="6 numbers", widget=TextInput(DIGITS))

    def __init__(self, *args, secret, **kwargs):
        self.secret = secret
        super().__init__(*args, **kwargs)

    def clean_code(self):
        code = self.cleaned_data["code"]
        self.counter = second_factor.counter_of(self.secret, code)
        if self.counter is None:
            raise forms.ValidationError(
                "That code is not right. Check that your phone shows the right time, and enter the newest code",
                code="wrong",
            )
        return code


class ConfirmByCodeForm(forms.Form):
    """A code once more, for whoever has no password here. Tries count like those of signing in."""

    code = forms.CharField(label="Code", help_text=WHICH_CODE, widget=TextInput(ANY_CODE))

    def __init__(self, *args, request, **kwargs):
        self.user = request.user
        super().__init__(*args, **kwargs)

    def clean_code(self):
        _used(self.user, self.cleaned_data["code"])
        return self.cleaned_data["code"]


def confirm_form_of(user) -> type[forms.Form] | None:
    """How somebody can show again that it is they; None for whoever has neither a password nor a second factor here."""
    if user.has_usable_password():
        return ConfirmForm
    return ConfirmByCodeForm if second_factor.of(user) else None


class ConfirmForm(forms.Form):
    """The password once more. Tries count like those of signing in."""

    password = forms.CharField(
        label="Password", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        user = get_adapter().authenticate(self.request, email=self.request.user.email, password=password)
        if user is None or user.pk != self.request.user.pk:
            raise forms.ValidationError("That is not your password", code="wrong")
        return password
