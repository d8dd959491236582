from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "assurance"

    def ready(self):
        from assurance import overview, resources, searching, timelines  # noqa: F401, PLC0415 -- they need the models

        resources.register_kinds()
