from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "assurance"

    def ready(self):
        from assurance import resources  # noqa: PLC0415 -- needs the models

        resources.register_kinds()
