"""How much one person, or one partnership, may do or keep: enough for any day's work, too little for a raid.

`QUOTA_INVITATIONS=200` in the environment sets another number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ImproperlyConfigured

HOUR, DAY = "hour", "day"


@dataclass(frozen=True)
class Quota:
    """The most of something in each hour or day, or at one time where there is no `per`; `says` is what people read."""

    most: int
    says: str
    per: str = ""

    def sentence(self, again: str = "") -> str:
        return self.says.format(most=f"{self.most:,}", again=again)


QUOTAS = {
    "invitations": Quota(50, "You have sent {most} invitations today. You can send more tomorrow.", DAY),
    "uploads": Quota(200, "You have uploaded {most} files today. You can upload more tomorrow.", DAY),
    "exports": Quota(60, "You have taken {most} files in this hour. You can take more from {again}.", HOUR),
    "records": Quota(1_000, "You have opened {most} records in this hour. You can open more from {again}.", HOUR),
    "drafts": Quota(
        100,
        "Not kept: {most} forms of yours wait to be saved already. Save this one before you leave.",
    ),
    "sessions": Quota(
        10,
        "You can be signed in at {most} places. At one more, the one used longest ago is signed out.",
    ),
    "megabytes": Quota(
        10_000,
        "The files of this partnership fill its {most} MB. Ask whoever runs the portal for more room.",
    ),
}


def from_environment(environment: Mapping[str, str]) -> dict[str, Quota]:
    """The quotas with the numbers of this place."""
    return {name: _here(name, quota, environment) for name, quota in QUOTAS.items()}


def _here(name: str, quota: Quota, environment: Mapping[str, str]) -> Quota:
    variable = f"QUOTA_{name.upper()}"
    said = environment.get(variable) or str(quota.most)
    if not said.isascii() or not said.isdigit() or int(said) < 1:
        raise ImproperlyConfigured(f"{variable}={said} is no whole number from 1 on.")
    return replace(quota, most=int(said))
