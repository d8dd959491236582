import re

import pytest

from core.reports import markdown


def test_raw_html_is_shown_as_text():
    html = markdown.render("<script>alert(1)</script> <b onclick=x>bold</b>").html

    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/relative", "#anywhere", "ftp://a/b"])
def test_a_link_that_may_not_be_followed_keeps_its_words_only(address):
    html = markdown.render(f"see [the words]({address}) here").html

    assert "<a" not in html
    assert "the words" in html


def test_links_to_outside_pages_and_mail_stay():
    html = markdown.render("[a](https://example.org/x) [b](mailto:office@example.org)").html

    assert re.findall(r'<a href="([^"]+)"', html) == ["https://example.org/x", "mailto:office@example.org"]


def test_a_picture_is_only_its_description():
    assert markdown.render("![a <map>](https://example.org/x.png)").html == "<p>a &lt;map&gt;</p>\n"


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("# A\n\n## B", "34"),
        ("## A\n\n## B", "33"),
        ("### A\n\n# B\n\n## C\n\n###### D", "3345"),
        ("# A\n\n###### B", "34"),
    ],
)
def test_headings_start_below_the_section_and_never_jump(typed, levels):
    html = markdown.render(typed, level=2).html

    assert "".join(re.findall(r"<h(\d)>", html)) == levels


def test_tables_have_column_heads_and_numbers_to_the_right():
    html = markdown.render("|a|b|\n|---|--:|\n|x|1|").html

    assert html.count('<th scope="col"') == 2
    assert '<td class="edition-number">1</td>' in html
    assert "style=" not in html


def test_notes_are_numbered_on_and_link_both_ways():
    text = markdown.read("One[^a] and again[^a], two^[inline].\n\n[^a]: First *note*.").printed(
        prefix="c4", first_note=3
    )

    assert [note.number for note in text.notes] == [3, 4]
    first = text.notes[0]
    assert first.html == "<p>First <em>note</em>.</p>\n"
    assert [f'id="{anchor}"' in text.html for anchor in first.references] == [True, True]
    assert text.html.count(f'href="#{first.id}"') == 2
    assert "footnote" not in text.html


def test_ids_of_two_sections_never_meet():
    one, other = (markdown.render("x[^a]\n\n[^a]: y", prefix=prefix) for prefix in ("one", "other"))

    assert not set(re.findall(r'id="([^"]+)"', one.html)) & set(re.findall(r'id="([^"]+)"', other.html))


def test_a_note_that_nobody_refers_to_and_a_note_within_a_note_do_no_harm():
    text = markdown.render("x[^a]\n\n[^a]: see also[^b]\n\n[^b]: other\n\n[^c]: never named")

    assert [note.number for note in text.notes] == [1, 2]
    for note in text.notes:
        assert all(f'id="{anchor}"' in text.html + "".join(n.html for n in text.notes) for anchor in note.references)


def test_words_are_those_that_are_read():
    text = "# Two words\n\nIt's a [link](https://example.org/not/counted) to 1,234.5 *things*[^n].\n\n[^n]: Three more"

    assert markdown.word_count(text) == 2 + 6 + 2
    assert markdown.word_count("") == 0


@pytest.mark.parametrize(
    "typed", ["5*3*2 makes 30. A total of 4*5*6.", "2**3**2", "a [4*5*6](https://example.org)", "a*b*c", "*2 and 5*3"]
)
def test_a_star_between_letters_or_digits_is_printed(typed):
    html = markdown.render(typed).html

    assert re.findall(r"\w(?:\*+\w)+", html) == re.findall(r"\w(?:\*+\w)+", typed)
    assert not re.search("<em>|<strong>", html)
    assert re.search("<em>|<strong>", markdown.read(typed, edition=1).printed(level=1, prefix="old").html)


def test_stars_around_words_and_numbers_still_stress_them():
    html = markdown.render("*One* of **5**, (*6*) and *7*%: ***all***, *part*ly.").html

    assert re.sub("</?(?:em|strong|p)>", "", html) == "One of 5, (6) and 7%: all, partly.\n"
    assert html.count("<em>") == 5
    assert html.count("<strong>") == 2
