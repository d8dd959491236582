from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self):
        from indicators import duties, overview, resources, searching, timelines  # noqa: F401, PLC0415

        resources.register_kinds()
