import subprocess
import sys
import threading
from pathlib import Path

import page
import pikepdf
import pytest

from core.reports import fonts, pdf
from tests import pdf_tags

STYLE = b"""
@font-face { font-family: Own; src: url(asset:own.woff2) }
@page { size: 120mm 90mm; margin: 20mm; @top-left { content: "Running head" } @bottom-right { content: counter(page) } }
html { font: 11px Own } table { width: 100% }
"""
ASSETS = {"own.woff2": fonts.FACES[0].path.read_bytes(), "own.css": STYLE}
ROWS = "".join(f'<tr><th scope="row">Row {n}</th><td>{n}</td><td>some words</td></tr>' for n in range(60))
HEADS = "".join(f'<th scope="col">{name}</th>' for name in ("Name", "Number", "Words"))
TABLE = f"<table><thead><tr>{HEADS}</tr></thead><tbody>{ROWS}</tbody></table>"
LONG = "words that fill a page and run over to the next one " * 60
LISTS = "".join(f"<li><p>Item {n}</p><ul><li>one</li><li>two</li></ul></li>" for n in range(12))
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"><title>A square of 10</title>'
    '<rect width="10" height="10" fill="#12436D"/></svg>'
)


def document(body, head='<link rel="stylesheet" href="asset:own.css">', lang='lang="en-GB"'):
    return f"<!DOCTYPE html><html {lang}><head><title>Own title</title>{head}</head><body>{body}</body></html>"


BOOK = document(
    f'<h1>Title</h1><main><section id="a"><h2>Part</h2><p>{LONG}</p>{TABLE}<ol>{LISTS}</ol>{PICTURE}'
    f'<p>See <a href="#a">part <span>one</span> of this book, {"which is long, " * 20}</a> and {LONG}</p></section>'
    f"<section>Bare text, <p>{LONG}</p> and more bare text. <p>{LONG}</p></section></main>"
)


@pytest.fixture(scope="module")
def book():
    return pdf.render(BOOK, assets=ASSETS)


def test_it_passes_pdf_ua(book):
    report = page.validate_pdf_bytes(book, profile="ua1")

    assert [failure.message for failure in report.failures] == []
    assert report.document.page_count > 6


def test_an_element_is_one_tag_over_all_its_pages(book):
    assert pdf_tags.counts(book) == pdf_tags.counts_of_html(BOOK)


def test_nothing_that_can_be_read_is_lost(book):
    assert pdf_tags.unowned(pdf_tags.opened(book)) == []


def test_parents_and_kids_agree(book):
    opened = pdf_tags.opened(book)

    for element in pdf_tags.elements(opened):
        kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def test_the_parent_tree_names_elements_that_are_in_the_tree(book):
    opened = pdf_tags.opened(book)
    reachable = {element.objgen for element in pdf_tags.elements(opened)}
    numbers = opened.Root.StructTreeRoot.ParentTree.Nums

    for owners in list(numbers)[1::2]:
        for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
            assert owner is None or owner.objgen in reachable


def test_items_of_lists_hold_a_label_and_a_body(book):
    opened = pdf_tags.opened(book)
    items = [element for element in pdf_tags.elements(opened) if element.S == "/LI"]

    assert {tuple(str(kid.S) for kid in item.K) for item in items} == {("/Lbl", "/LBody")}


def test_a_list_in_columns_stays_one_list():
    items = "".join(f"<li><p>Item {n} with words to fill a line</p></li>" for n in range(40))
    html = document(f'<h1>Title</h1><ol style="columns: 2">{items}</ol><p>{LONG}</p>')

    content = pdf.render(html, assets=ASSETS)

    assert pdf_tags.counts(content) == pdf_tags.counts_of_html(html)
    assert page.validate_pdf_bytes(content, profile="ua1").is_compliant
    opened = pdf_tags.opened(content)
    lists = [element for element in pdf_tags.elements(opened) if element.S == "/L"]
    assert [len(one.K) for one in lists] == [40]
    assert pdf_tags.unowned(opened) == []


def test_running_heads_and_repeated_table_heads_are_skipped_by_readers(book):
    per_page = pdf_tags.artifacts(pdf_tags.opened(book))

    assert min(per_page) == 2  # the running head and the page number
    assert max(per_page) == 2 + 3  # and the three cells of a repeated head


def test_header_cells_say_which_way_they_look(book):
    opened = pdf_tags.opened(book)
    cells = [element for element in pdf_tags.elements(opened) if element.S == "/TH"]

    assert [str(cell.A.Scope) for cell in cells] == ["/Column"] * 3 + ["/Row"] * 60
    assert not any("/ID" in cell for cell in cells)


def test_a_link_is_one_tag_with_its_words(book):
    opened = pdf_tags.opened(book)
    links = [note for one in opened.pages for note in one.get("/Annots", [])]

    assert len(links) > 3  # a box for each line that it runs over
    assert {str(link.Contents)[:22] for link in links} == {"part one of this book,"}
    assert {int(link.F) for link in links} == {4}
    tags = [element for element in pdf_tags.elements(opened) if element.S == "/Link"]
    assert len(tags) == 1
    assert {str(one.Tabs) for one in opened.pages} == {"/S"}


def test_a_picture_has_its_words_and_its_place():
    opened = pdf_tags.opened(
        pdf.render(document(PICTURE.replace("<svg", '<svg style="display: block"')), assets=ASSETS)
    )
    (figure,) = [element for element in pdf_tags.elements(opened) if element.S == "/Figure"]

    assert str(figure.Alt) == "A square of 10"
    left, bottom, right, top = [float(side) for side in figure.A.BBox]
    margin, body, height = 20 / 25.4 * 72, 8 * 0.75, float(figure.Pg.MediaBox[3])
    assert (left, top) == pytest.approx((margin + body, height - margin - body), abs=0.1)
    assert (right - left, top - bottom) == pytest.approx((30, 15), abs=0.1)


def test_title_and_language_are_set(book):
    opened = pdf_tags.opened(book)

    assert str(opened.Root.Lang) == "en-GB"
    assert str(opened.docinfo["/Title"]) == "Own title"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_the_same_input_gives_the_same_bytes(book):
    assert pdf.render(BOOK, assets=ASSETS) == book
    assert pdf.render(BOOK.replace("Title", "Titel"), assets=ASSETS) != book


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="https://example.org/x.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="data:image/svg+xml,<svg/>">',
        '<img alt="x" src="relative.png">',
        '<img alt="x" src="asset:unknown.png">',
        '<style>p { background: url("http://127.0.0.1:9/x.png") }</style><p>x</p>',
        '<style>@import url("file:///etc/hostname");</style><p>x</p>',
        '<link rel="attachment" href="file:///etc/hostname"><p>x</p>',
    ],
)
def test_nothing_is_fetched(body):
    with pytest.raises(pdf.PdfError):
        pdf.render(document(body), assets=ASSETS)


def test_a_picture_that_the_document_carries_is_shown():
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="

    assert pdf.render(document(f'<p><img alt="A dot" src="data:image/png;base64,{dot}"></p>'), assets=ASSETS)


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        (document("<p>x</p>", lang=""), "lang"),
        (document('<p><a href="#nowhere">x</a></p>'), "nowhere"),
        (document("<style>p { colour: red }</style><p>x</p>"), "colour"),
    ],
)
def test_what_would_only_be_logged_is_an_error(html, complaint):
    with pytest.raises(pdf.PdfError, match=complaint):
        pdf.render(html, assets=ASSETS)


def test_a_failure_leaves_nothing_behind(book, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("core.reports.pdf.structure._move", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pdf.render(BOOK, assets=ASSETS)

    assert pdf.render(BOOK, assets=ASSETS) == book


def test_documents_made_at_once_do_not_meet(book):
    made = {}
    threads = [threading.Thread(target=lambda n=n: made.update({n: pdf.render(BOOK, assets=ASSETS)})) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(made.values()) == {book}


def test_a_machine_without_the_libraries_is_told_what_to_install(tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')")
    code = "from core.reports import pdf\ntry: pdf.render('')\nexcept pdf.PdfLibraryMissing as error: print(error)"
    root = str(Path(pdf.__file__).parents[3])

    said = subprocess.check_output(
        [sys.executable, "-c", code], cwd=root, text=True, env={"PYTHONPATH": f"{tmp_path}:{root}"}
    )

    assert "install libpango" in said
