"""Mails through a real mail server, a real relay and real workers."""

import uuid

import pytest
from django.core import mail as outgoing
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from config.email_url import from_url
from core.db.tenancy import partnership_scope
from core.jobs import mails
from core.models import Mail, Outbox
from tests.core import mail_bodies
from tests.factories import JobFactory, UserFactory
from tests.processes import RELAY, kill, until, worker

WORKER = worker("tests.core.mail_bodies")
TO = "jo@example.org"


@pytest.fixture
def send(darlington):
    def promise(kind="tests.hello", to=TO, subject_id=None):
        user = UserFactory()
        with partnership_scope(darlington, by=user):
            return mails.send(partnership=darlington, kind=kind, to=to, subject_id=subject_id or uuid.uuid4(), by=user)

    return promise


@pytest.fixture
def processes(launch, post, monkeypatch):
    """The relay and a worker that send to `post`."""
    monkeypatch.setenv("EMAIL_URL", post.url)
    monkeypatch.setenv("PORTAL_URL", "https://portal.example.org")
    monkeypatch.setenv("DEFAULT_FROM_EMAIL", "portal@example.org")
    launch(RELAY)
    return launch(WORKER)


def look(row):
    with partnership_scope(row.partnership):
        return Mail.objects.get(pk=row.pk)


def is_over(row):
    with partnership_scope(row.partnership):
        return Outbox.objects.get(pk=row.pk).done_at is not None


@pytest.mark.django_db(transaction=True)
class TestWithProcesses:
    def test_a_mail_is_delivered_once(self, send, processes, post):
        row = send()

        until(lambda: is_over(row))
        (came,) = post.to(TO)
        assert came["Message-ID"] == f"<{row.pk}@example.org>"
        assert (came["From"], came["Subject"]) == ("portal@example.org", "Tell us about it")
        assert came["Reply-To"] == "portal@example.org"
        assert "https://portal.example.org/" in came.get_content()
        assert (look(row).state, look(row).tries, look(row).problem) == ("sent", 1, "")
        assert look(row).sent_at is not None

    def test_a_killed_workers_mail_is_sent_by_the_next(self, send, processes, launch, post):
        row = send("tests.slow")
        until(mail_bodies.gate(f"{row.pk}-begun").exists)

        kill(processes)
        assert post.mails == []
        mail_bodies.gate(row.pk).touch()
        launch(WORKER)

        until(lambda: is_over(row))
        assert len(post.to(TO)) == 1
        assert (look(row).state, look(row).tries) == ("sent", 2)

    def test_a_mail_sent_twice_is_seen_as_one(self, send, post, settings):
        """As after a worker was killed between the server's "taken" and its own "sent"."""
        use(settings, post)
        row = send()
        deliver(row)
        with partnership_scope(row.partnership):
            Outbox.objects.filter(pk=row.pk).update(done_at=None)
        deliver(row)

        first, second = post.to(TO)
        assert first["Message-ID"] == second["Message-ID"]

    def test_a_server_that_was_down_gets_the_mail_when_it_is_up(self, send, processes, post):
        post.stop()
        row = send()
        until(lambda: look(row).problem)
        assert (look(row).state, is_over(row)) == ("waiting", False)
        assert "could not be reached" in look(row).problem

        post.start()

        until(lambda: is_over(row))
        assert len(post.to(TO)) == 1
        assert (look(row).state, look(row).problem) == ("sent", "")

    def test_a_refused_recipient_is_not_tried_again(self, send, processes, post):
        post.refuses[TO] = "550 5.1.1 No such person here"
        refused, taken = send(), send(to="sam@example.org")

        until(lambda: is_over(refused) and is_over(taken))
        assert (look(refused).state, look(refused).tries, look(refused).sent_at) == ("refused", 1, None)
        assert look(refused).problem == "The mail server answered: 550 5.1.1 No such person here"
        assert (look(taken).state, len(post.mails)) == ("sent", 1)


def use(settings, post):
    """Have this process send to `post` too: Django's tests keep mails in memory otherwise."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port


def deliver(row):
    mails.deliver(key=row.pk, partnership_id=row.partnership_id, user_id=None)


@pytest.mark.django_db
class TestInOneProcess:
    def test_a_mail_is_gone_with_the_change_that_caused_it(self, darlington):
        with partnership_scope(darlington):
            mails.send(partnership=darlington, kind="tests.hello", to=TO, subject_id=uuid.uuid4(), by=None)
            transaction.set_rollback(True)
        with partnership_scope(darlington):
            assert not Mail.objects.exists()
            assert not Outbox.objects.exists()

    def test_a_kind_that_nobody_writes_is_an_error_at_once(self, send):
        with pytest.raises(LookupError):
            send("tests.unknown")

    def test_what_has_been_sent_is_not_sent_again(self, send):
        row = send()
        deliver(row)
        deliver(row)
        assert len(outgoing.outbox) == 1
        assert look(row).tries == 1

    def test_a_mail_whose_reason_has_gone_is_dropped(self, send, darlington):
        with partnership_scope(darlington):
            job = JobFactory(finished_at=timezone.now(), state="done")
        row = send("tests.about_a_job", subject_id=job.pk)
        deliver(row)
        assert outgoing.outbox == []
        assert (look(row).state, is_over(row)) == ("dropped", True)

    @pytest.mark.parametrize("words", ["451 Try again later", "421 Too busy"])
    def test_a_temporary_refusal_is_tried_again_and_given_up_at_last(self, send, post, settings, words):
        use(settings, post)
        post.refuses[TO] = words
        row = send()
        for _ in range(mails.MOST_TRIES):
            assert not is_over(row)
            deliver(row)
        assert (look(row).state, is_over(row)) == ("refused", True)
        assert f"(tried {mails.MOST_TRIES} times)" in look(row).problem

    def test_a_refused_text_is_final(self, send, post, settings):
        use(settings, post)
        post.answer = "554 This looks like spam"
        row = send()
        deliver(row)
        assert look(row).problem == "The mail server answered: 554 This looks like spam"

    def test_a_mail_that_cannot_be_written_is_given_up_after_the_last_try(self, send):
        row = send("tests.broken")
        for _ in range(mails.MOST_TRIES):
            with pytest.raises(ZeroDivisionError):
                deliver(row)
        deliver(row)
        assert (look(row).state, look(row).problem) == ("refused", mails.NEVER_FINISHED)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", {"HOST": "mail.example.org", "PORT": 25, "HOST_USER": ""}),
        ("smtp+starttls://me:p%40ss@mail.example.org", {"PORT": 587, "USE_TLS": True, "HOST_PASSWORD": "p@ss"}),
        ("smtps://mail.example.org:2465", {"PORT": 2465, "USE_SSL": True}),
        ("file:///var/mails", {"FILE_PATH": "/var/mails"}),
    ],
)
def test_the_address_of_a_mail_server_is_read(url, expected):
    assert expected.items() <= from_url(url).items()


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "file://"])
def test_what_is_no_address_of_a_mail_server_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        from_url(url)
