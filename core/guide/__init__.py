"""The guide of `docs/guide` as pages of the portal, and the search over them.

Its `README.md` is the table of contents. A comment `<!-- also: … -->` in a part names words under which people look for
it and that it does not say.
"""

from core.guide.pages import GuidePage, guide_contents, guide_pages
from core.guide.search import Answer, answers

__all__ = ["Answer", "GuidePage", "answers", "guide_contents", "guide_pages"]
