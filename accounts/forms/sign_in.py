from allauth.account.forms import LoginForm

from core.forms.base import SpokenForm
from core.forms.fields import EmailField


class SignInForm(SpokenForm, LoginForm):
    """allauth's form in the portal's words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label="Email address", widget=self.fields["login"].widget)
        email, password = self.fields["login"], self.fields["password"]
        password.label = "Password"
        email.error_messages["required"] = "Enter your email address"
        email.error_messages["invalid"] = "Enter an email address in the correct format, like name@example.org"
        password.error_messages["required"] = "Enter your password"
        password.help_text = ""
        for field in (email, password):
            field.widget.attrs.pop("placeholder", None)
