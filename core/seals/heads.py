"""The heads of all chains, to be kept where nobody who can change the database can change them too.

Whoever rewrites a chain from one link on rewrites every link after it. The head that was sent before tells.
"""

import logging
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage

from core.models import Partnership, Seal
from core.seals.verifying import Fault

log = logging.getLogger(__name__)
OF_NO_PARTNERSHIP = "portal"


def heads(using: str) -> list[str]:
    """A line a chain: its number, its last link, that link's hash and moment, and whose chain it is."""
    slugs = dict(Partnership.objects.using(using).order_by("pk").values_list("pk", "slug"))
    last = Seal.objects.using(using).order_by("chain", "-number").distinct("chain")
    return [
        f"{one.chain} {one.number} {one.hash} {one.at:%Y-%m-%dT%H:%M:%SZ} {slugs.get(one.chain, OF_NO_PARTNERSHIP)}"
        for one in last.only("chain", "number", "hash", "at")
    ]


def send(using: str) -> None:
    """Mail them or add them to a file, as HISTORY_HEADS_TO says; nothing where it says nothing."""
    lines = heads(using)
    if not settings.HISTORY_HEADS_TO or not lines:
        return
    to = urlsplit(settings.HISTORY_HEADS_TO)
    if to.scheme == "mailto":
        text = "Keep this mail: `manage.py verify_history --heads FILE` compares the history with these lines.\n\n"
        subject = f"Heads of the history – {settings.PORTAL_NAME}"
        EmailMessage(subject, text + "\n".join(lines), to=[unquote(to.path)], reply_to=[settings.REPLY_TO]).send()
    elif to.scheme == "file":
        with Path(unquote(to.path)).open("a") as file:
            file.write("\n".join(lines) + "\n")
    else:
        raise ImproperlyConfigured("HISTORY_HEADS_TO is mailto:somebody@example.org or file:///folder/heads.txt.")


def faults_against(using: str, text: str) -> list[Fault]:
    """Which of the heads that were once sent the chains do not hold any more."""
    found = []
    for line in text.splitlines():
        chain, number, kept = (line.split() + ["", "", ""])[:3]
        if not (chain.isdigit() and number.isdigit() and len(kept) == 64):
            continue  # the words of a mail around it
        now = Seal.objects.using(using).filter(chain=chain, number=number).values_list("hash", flat=True).first()
        if now != kept:
            what = "it is not the one whose head was sent" if now else "it is gone, and its head was sent"
            found.append(Fault(f"chain {chain}, link {number}", what))
    return found
