from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from core import forms


class JoinForm(forms.Form):
    """The password that an invited person chooses."""

    password = forms.CharField(
        label="Choose a password",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="12 characters or more. Three random words are easy to remember and hard to guess.",
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        try:
            validate_password(password, self.user)
        except ValidationError as refusal:
            raise ValidationError([_spoken(error) for error in refusal.error_list]) from refusal
        return password


def _spoken(error: ValidationError) -> str:
    words = {
        "password_too_short": "Choose a password of 12 characters or more",
        "password_too_common": "Choose a password that is harder to guess: this one is in lists of common passwords",
        "password_too_similar": "Choose a password that is not like your name or email address",
    }
    return words.get(error.code) or " ".join(error.messages)
