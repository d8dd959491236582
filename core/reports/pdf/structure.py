"""A tag tree in which one HTML element is one structure element, however many pages it runs over.

WeasyPrint 70 tags every piece of an element that a page break cuts as an element of its own, tags running heads as
content, and repeats a table's head for every page. This wraps the function that builds its tree, which is private:
the version is pinned exactly, and tests compare the tags with the HTML.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import pydyf
import weasyprint.pdf.tags as weasyprint_tags
from weasyprint.formatting_structure import boxes

JOINED = {
    *("Part", "Art", "Sect", "Div", "BlockQuote", "P", "H1", "H2", "H3", "H4", "H5", "H6"),
    *("L", "LI", "LBody", "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Caption", "Link"),
}
ARTIFACT = b"null"


@dataclass
class Repair:
    """What is known of one document while its tree is built."""

    first: dict[tuple, pydyf.Dictionary] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)
    open: list[int] = field(default_factory=list)
    artifacts: dict[int, set[int]] = field(default_factory=dict)
    gone: list[pydyf.Dictionary] = field(default_factory=list)


_active: ContextVar[Repair | None] = ContextVar("pdf_repair", default=None)
_build = weasyprint_tags._build_box_tree


@contextmanager
def repaired():
    """Build the trees of documents made inside the block our way; others, and other threads, are left alone."""
    repair = Repair()
    token = _active.set(repair)
    try:
        yield repair
    finally:
        _active.reset(token)


def _build_repaired(box, parent, pdf, page_number, nums, annotations, tags):
    repair = _active.get()
    arguments = (box, parent, pdf, page_number, nums, annotations, tags)
    if repair is None:
        yield from _build(*arguments)
        return
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.MarginBox) or _is_repeated_head(box, repair):
        _turn_into_artifact(repair, arguments)
        return
    nested = box.link_annotation and _is_inside_link(parent, pdf)
    if nested:
        _drop_annotation(box, pdf, page_number)
    repair.open.append(id(box.element))
    for element in _build(*arguments):
        _describe(box, element)
        if _is_anonymous(repair, element, parent):
            yield from _without_wrapper(repair, element, parent, pdf)
        elif not _joined_to_earlier(repair, box, element, pdf, nums, annotations):
            yield element
    repair.open.pop()


weasyprint_tags._build_box_tree = _build_repaired


def _is_repeated_head(box, repair: Repair) -> bool:
    if box.element_tag != "thead" or box.element is None:
        return False
    if id(box.element) in repair.heads:
        return True
    repair.heads.add(id(box.element))
    return False


def _turn_into_artifact(repair: Repair, arguments: tuple) -> None:
    """Build the tree so that its content is accounted for, then keep none of it."""
    _, _, pdf, page_number, nums, _, _ = arguments
    marked, objects = set(nums), len(pdf.objects)
    for _ in _build(*arguments):
        pass
    content = set(nums) - marked
    repair.artifacts.setdefault(page_number, set()).update(content)
    for mcid in content:
        nums[mcid] = ARTIFACT
    repair.gone.extend(made for made in pdf.objects[objects:] if _is_structure(made))


def _is_structure(made) -> bool:
    return isinstance(made, pydyf.Dictionary) and made.get("Type") == "/StructElem"


def _is_inside_link(element: pydyf.Dictionary, pdf) -> bool:
    while element.get("Type") == "/StructElem" and element["S"] != "/Document":
        if element["S"] == "/Link":
            return True
        element = target(pdf, element["P"])
    return False


def _drop_annotation(box, pdf, page_number: int) -> None:
    """Every box within a link carries the link again; one link is one annotation, the outermost."""
    target(pdf, pdf.page_references[page_number])["Annots"].remove(box.link_annotation.reference)
    box.link_annotation.clear()
    box.link_annotation = None


def _describe(box, element: pydyf.Dictionary) -> None:
    """Add what a reader needs and the tree lacks: which way a header cell looks, and what a link says."""
    if element["S"] == "/TH" and box.element is not None:
        by_row = str(box.element.get("scope") or "").startswith("row")
        element["A"]["Scope"] = "/Row" if by_row else "/Column"
    annotation = box.link_annotation
    if element["S"] == "/Link" and not annotation:
        element["S"] = "/Span"
    if annotation and box.element is not None:
        words = " ".join("".join(box.element.itertext()).split())
        if words:
            annotation["Contents"] = pydyf.String(words)
        annotation["F"] = 4


def _is_anonymous(repair: Repair, element: pydyf.Dictionary, parent: pydyf.Dictionary) -> bool:
    """Whether this is a box that layout put inside an element, around bare text: no element of its own."""
    return len(repair.open) > 1 and repair.open[-1] == repair.open[-2] and element["S"] == parent["S"]


def _without_wrapper(repair: Repair, element: pydyf.Dictionary, parent: pydyf.Dictionary, pdf):
    """A list holds items only, so those that a column wraps go to the list itself; other wrappers mean nothing."""
    if element["S"] != "/L":
        element["S"] = "/NonStruct"
        yield element
        return
    repair.gone.append(element)
    for kid in element["K"]:
        made = target(pdf, kid)
        made["P"] = parent.reference
        yield made


def _joined_to_earlier(repair, box, element, pdf, nums, annotations) -> bool:
    """Move the content of a piece of an element into its first piece; False where this is the first."""
    tag = element["S"].lstrip("/")
    if tag not in JOINED or box.element is None or "::" in (box.element_tag or ""):
        return False
    key = (id(box.element), box.element_tag, tag)
    earlier = repair.first.get(key)
    if earlier is None:
        repair.first[key] = element
        return False
    _move(earlier, element, pdf)
    for mcid, owner in nums.items():
        if owner == element.reference:
            nums[mcid] = earlier.reference
    for place, (owner, annotation) in enumerate(annotations):
        if owner == element.reference:
            annotations[place] = (earlier.reference, annotation)
    repair.gone.append(element)
    return True


def _move(first: pydyf.Dictionary, piece: pydyf.Dictionary, pdf) -> None:
    for kid in piece["K"]:
        if isinstance(kid, int):
            kid = pydyf.Dictionary({"Type": "/MCR", "Pg": piece["Pg"], "MCID": kid})
        elif isinstance(kid, bytes):
            made = target(pdf, kid)
            if _is_structure(made):
                made["P"] = first.reference
        first["K"].append(kid)


def target(pdf, reference: bytes) -> pydyf.Dictionary:
    """The object that a reference of this document names."""
    return pdf.objects[int(reference.split()[0])]
