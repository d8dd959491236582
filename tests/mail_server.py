"""A real mail server for the tests: `post` takes mails, and refuses those that it is told to."""

import email
import email.policy
import re
import socket

import pytest
from aiosmtpd.controller import Controller

from tests.processes import until


class Post:
    """What came, and how to answer: `refuses` maps an address to the server's words, such as "550 No such person"."""

    def __init__(self):
        self.mails = []
        self.refuses = {}
        self.answer = "250 OK"
        self._controller = None
        self.port = _free_port()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- aiosmtpd's name
        if words := self.refuses.get(address):
            return words
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        if self.answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.answer

    def start(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def came_to(self, address):
        """The last mail that came for somebody, as soon as there is one."""
        until(lambda: self.to(address))
        return self.to(address)[-1]

    def to(self, address):
        """The mails that came for somebody, the oldest first."""
        return [mail for mail in self.mails if mail["To"] == address]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def link_in(mail) -> str:
    """The first address in a mail, without the portal's own beginning."""
    return link_in_text(mail.get_content())


def link_in_text(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found[1]


@pytest.fixture
def post():
    server = Post()
    server.start()
    yield server
    server.stop()
