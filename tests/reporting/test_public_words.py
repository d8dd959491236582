"""What a partnership writes about itself comes out whole on its public page."""

import re

from django.urls import reverse

from accounts.roles import Role
from tests.reporting.test_public import PAGE


def test_every_word_about_the_partnership_is_public_its_notes_too(anybody, darlington, member, client_for):
    manager = client_for(member(darlington, Role.MANAGER))
    address = reverse("reporting:public_page", args=["darlington"])
    about = "We work together.[^a] And again.[^a]\n\n[^a]: Since *1999*.\n\n[^b]: Nobody points here."
    preview = manager.post(address, {"about": about, "preview": "yes"}).content.decode()
    assert "Line 5, “[^b]: Nobody points here.”: The note is not printed" in preview
    manager.post(address, {"about": about, "publish": "yes"})

    for page in (preview, anybody.get(PAGE).content.decode()):
        assert re.search(r'<li id="about-note-1">\s*<p>Since <em>1999</em>\.</p>', page)
        assert 'href="#about-note-1"' in page
        assert page.count(">Back to text</a>") == 2
