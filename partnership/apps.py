from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"

    def ready(self):
        # Each registers what it offers to the pages of the whole portal.
        from partnership import duties, open_work, overview, preferences, resources, searching, timelines  # noqa: F401, PLC0415

        resources.register_kinds()
