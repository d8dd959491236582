"""Where Django finds the files of a release."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed files whose JavaScript imports point at hashed names too."""

    support_js_module_import_aggregation = True
