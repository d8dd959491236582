from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"

    def ready(self):
        from partnership import duties, overview, resources, searching, timelines  # noqa: F401, PLC0415 -- need the models

        resources.register_kinds()
