import os

from django.core.wsgi import get_wsgi_application

from config.frames import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = roomy(get_wsgi_application())

from core.checks import refuse_unsafe_connection  # noqa: E402 -- needs the settings that the line above loads

refuse_unsafe_connection()
