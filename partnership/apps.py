from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"

    def ready(self):
        from partnership import overview  # noqa: F401, PLC0415 -- registers the cards of the home page
        from partnership import resources  # noqa: PLC0415 -- needs the models

        resources.register_kinds()
