from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.jobs import mails
from reporting import demo_publishing as demo
from reporting.services.publishing import CannotPublish
from reporting.services.signing import CannotOffer, CannotSign


class Command(BaseCommand):
    help = "Has the demo's partners sign one compiled report, and publishes it with a public page. Safe to run again."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo publishes nothing where MODE=production.")
        for partnership, public in demo.entries():
            try:
                demo.publish_report(partnership, public["report"])
            except (CannotOffer, CannotSign, CannotPublish) as reason:
                self.stdout.write(f"The report of {partnership} stays unpublished. {reason}")
            demo.publish_page(partnership, public["about"])
            address = mails.absolute("public:partnership", partnership.slug)
            self.stdout.write(f"{address}, for anybody: {partnership}")
