"""What a document may ask for: its own assets, and PNG pictures that it carries itself."""

from mimetypes import guess_type

from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
PICTURE = "data:image/png;"
TYPES = {"css": "text/css", "ttf": "font/ttf", "woff2": "font/woff2", "png": "image/png"}


class AssetFetcher(URLFetcher):
    """Serves names from a table and refuses everything else: no network, no files, no redirects."""

    def __init__(self, assets: dict[str, bytes]):
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.assets = assets

    def fetch(self, url, headers=None):
        if url.startswith(SCHEME):
            return self._asset(url)
        if url.lower().startswith(PICTURE):
            return super().fetch(url, headers)
        raise ValueError(f"“{url[:80]}” is not part of the document")

    def _asset(self, url: str) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        if name not in self.assets:
            raise ValueError(f"there is no asset “{name}”")
        kind = TYPES.get(name.rpartition(".")[2]) or guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self.assets[name], {"Content-Type": kind})
