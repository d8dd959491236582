from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self):
        from reporting import overview  # noqa: F401, PLC0415 -- registers the card of the home page
