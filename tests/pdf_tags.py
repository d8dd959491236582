"""Reads the tag tree of a PDF, as a screen reader or a validator would."""

import io
import re
from collections import Counter
from html.parser import HTMLParser

import pikepdf
from pikepdf import Array, Dictionary, String

OF_HTML = {
    **{"table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD"},
    **{"ul": "L", "ol": "L", "li": "LI", "p": "P", "svg": "Figure", "main": "Part", "section": "Sect"},
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
COMPARED = sorted(set(OF_HTML.values()))


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def elements(pdf):
    """Every structure element that can be reached from the root, in reading order."""
    yield from _walk(pdf.Root.StructTreeRoot.K)


def _walk(node):
    if isinstance(node, Array):
        for kid in node:
            yield from _walk(kid)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _walk(node.K)


def counts(content):
    found = Counter(str(element.S).lstrip("/") for element in elements(opened(content)))
    return {tag: found[tag] for tag in COMPARED}


def counts_of_html(html):
    reader = _Counter()
    reader.feed(html)
    return {tag: reader.found[tag] for tag in COMPARED}


class _Counter(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = Counter()

    def handle_starttag(self, tag, attrs):
        self.found[OF_HTML.get(tag)] += 1


def tables(content) -> list[tuple[str, list[list[str]]]]:
    """Each table's caption and rows of cells, from the text that its tags mark."""
    pdf = opened(content)
    texts = _marked_texts(pdf)
    return [
        (
            " ".join(_texts_in(part, texts) for part in elements_in(table) if part.S == "/Caption"),
            [
                [_texts_in(cell, texts) for cell in elements_in(row) if cell.S in ("/TH", "/TD")]
                for row in elements_in(table)
                if row.S == "/TR"
            ],
        )
        for table in elements(pdf)
        if table.S == "/Table"
    ]


def elements_in(element):
    return _walk(element.K)


def _texts_in(element, texts) -> str:
    owned = {}
    _collect(element, None, owned)
    return " ".join(texts.get((page, mark), "") for page, marks in owned.items() for mark in sorted(marks))


def _marked_texts(pdf) -> dict[tuple, str]:
    """What is written inside each mark, by its page and number."""
    found, known = {}, {}
    for page in pdf.pages:
        mark, font = None, {}
        for one in pikepdf.parse_content_stream(page):
            match str(one.operator), list(one.operands):
                case "BDC", [_, about]:
                    mark = about.get("/MCID") if isinstance(about, Dictionary) else None
                case "EMC", _:
                    mark = None
                case "Tf", [name, _]:
                    described = page.resources.Font[name]
                    font = known[described.objgen] = known.get(described.objgen) or _letters_of(described)
                case (("Tj" | "TJ"), [written]) if mark is not None:
                    place = page.objgen, int(mark)
                    found[place] = found.get(place, "") + _read(written, font)
    return found


def _read(written, font) -> str:
    parts = written if isinstance(written, Array) else [written]
    glyphs = b"".join(bytes(part) for part in parts if isinstance(part, String))
    return "".join(font[glyphs[place : place + 2]] for place in range(0, len(glyphs), 2))


def _letters_of(font) -> dict[bytes, str]:
    """What each glyph of a font stands for, as the font itself says."""
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def artifacts(pdf):
    """How many pieces of pagination each page has."""
    return [
        sum(
            1
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "BDC" and str(one.operands[0]) == "/Artifact" and "/Type" in one.operands[1]
        )
        for page in pdf.pages
    ]


def unowned(pdf):
    """Marked content that no element of the tree owns: what a reader would lose."""
    owned = {}
    _collect(pdf.Root.StructTreeRoot.K, None, owned)
    lost = []
    for number, page in enumerate(pdf.pages, 1):
        for one in pikepdf.parse_content_stream(page):
            if str(one.operator) == "BDC" and isinstance(one.operands[1], Dictionary) and "/MCID" in one.operands[1]:
                if int(one.operands[1].MCID) not in owned.get(page.objgen, ()):
                    lost.append((number, int(one.operands[1].MCID)))
    return lost


def _collect(node, page, owned):
    if isinstance(node, Array):
        for kid in node:
            _collect(kid, page, owned)
    elif isinstance(node, Dictionary):
        page = node.Pg.objgen if "/Pg" in node else page
        if "/MCID" in node:
            owned.setdefault(page, set()).add(int(node.MCID))
        if "/K" in node:
            _collect(node.K, page, owned)
    elif page and not isinstance(node, str):
        owned.setdefault(page, set()).add(int(node))
