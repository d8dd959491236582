from allauth.account.adapter import get_adapter
from django.contrib.auth.password_validation import validate_password

from core import forms
from core.formatting.email_addresses import address_of

RULES = (
    "12 characters or more. Three or four words that do not belong together are good. It must not contain "
    "“safeguarding” or the name of a partnership."
)


class NewPasswordForm(forms.Form):
    """A password by the rules; it is typed once, and can be shown."""

    password = forms.CharField(
        label="New password",
        help_text=RULES,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    """With the present one first."""

    present = forms.CharField(
        label="Present password", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    field_order = ["present", "password"]

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, user=request.user, **kwargs)

    def clean_present(self):
        present = self.cleaned_data["present"]
        if not get_adapter().authenticate(self.request, email=self.user.email, password=present):
            raise forms.ValidationError("That is not your present password", code="wrong")
        return present

    def clean(self):
        typed = super().clean()
        if typed.get("present") and typed.get("present") == typed.get("password"):
            self.add_error("password", "Choose a password that is not your present one")
        return typed


class ForgottenForm(forms.Form):
    email = forms.EmailField(label="Email address", help_text="The one that you sign in with")


class NameForm(forms.Form):
    name = forms.MailedNameField(label="Full name", max_length=200)


class EmailForm(forms.Form):
    email = forms.EmailField(label="New email address")

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_email(self):
        email = address_of(self.cleaned_data["email"])
        if email == self.user.email:
            raise forms.ValidationError("That is the address that you sign in with now", code="same")
        return email
