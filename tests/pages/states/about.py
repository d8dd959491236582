"""Help, and what else the foot of each page leads to."""

from django.urls import reverse

from accounts.roles import Role
from core.models import Partnership
from core.settings import choose
from tests.factories.reporting import AccessibilityStatementFactory
from tests.pages.state import State
from tests.report_places import press, published


def reached(name):
    """A page of a partnership that has said how to reach it."""

    def made():
        darlington = Partnership.objects.get(slug="darlington")
        for key, value in (("contact", "Ring 01325 000000"), ("privacy", "See https://example.org/privacy")):
            choose(partnership=darlington, key=key, value=value, reason="For the test.", by=None)
        return reverse(name, args=["darlington"])

    return made


def reviewed():
    AccessibilityStatementFactory.create_batch(2)
    return reverse("about:accessibility", args=["darlington"])


def review():
    return reverse("about:review", args=["darlington"])


STATES = [
    State("help", lambda: reverse("help")),
    State("help-anonymous", lambda: reverse("help"), role=None),
    State("help-found", lambda: reverse("help") + "?q=rename+an+agency"),
    State("help-nothing-found", lambda: reverse("help") + "?q=zzqqxx"),
    State("help-page", lambda: reverse("help_page", args=["partners"])),
    State("help-page-figures", lambda: reverse("help_page", args=["figures"]), role=None),
    State("help-page-money", lambda: reverse("help_page", args=["money"])),
    State("help-page-operator", lambda: reverse("help_page", args=["operator"])),
    State("contact", lambda: reverse("contact"), role=None),
    State("accessibility", lambda: reverse("accessibility"), role=None),
    State("privacy", lambda: reverse("privacy"), role=None),
    State("cookies", lambda: reverse("cookies"), role=None),
    State("about-contact", reached("about:contact"), role=Role.MANAGER),
    State("about-contact-not-said", lambda: reverse("about:contact", args=["darlington"]), role=Role.CONTRIBUTOR),
    State("about-accessibility", reached("about:accessibility")),
    State("about-accessibility-reviewed", reviewed, role=Role.MANAGER),
    State("about-review", review, role=Role.MANAGER),
    State("about-review-error", review, role=Role.MANAGER, act=press("Save and publish"), is_error=True),
    State("about-privacy", reached("about:privacy"), role=Role.MANAGER),
    State(
        "public-accessibility",
        lambda: (published(), reverse("public:accessibility", args=["darlington"]))[1],
        role=None,
    ),
    State("public-privacy", lambda: (published(), reverse("public:privacy", args=["darlington"]))[1], role=None),
]
