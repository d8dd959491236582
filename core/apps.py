from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

# What an app may offer to the pages of the whole portal: each module registers its own when it is imported.
OFFERS = (
    "duties",
    "lacking",
    "mails",
    "open_work",
    "overview",
    "preferences",
    "resources",
    "searching",
    "timelines",
)


def build_wall(using, **kwargs):
    from core.row_level_security import wall  # noqa: PLC0415 -- models must be loaded first

    wall.build(using)


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        from core import checks  # noqa: F401, PLC0415 -- registers the start-up checks
        from core.db import statements  # noqa: PLC0415 -- as above

        connection_created.connect(statements.watch, dispatch_uid="core.statements")
        post_migrate.connect(build_wall, sender=self, dispatch_uid="core.wall")
        autodiscover_modules(*OFFERS)
