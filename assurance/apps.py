from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "assurance"

    def ready(self):
        from assurance import duties, overview, resources, searching, timelines  # noqa: F401, PLC0415

        resources.register_kinds()
