from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self):
        # Each registers what it offers to the pages of the whole portal.
        from reporting import duties, lacking, mails, open_work, overview, preferences, searching, timelines  # noqa: F401, PLC0415
