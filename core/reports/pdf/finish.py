"""The last pass over a finished document, before it is written."""

import pydyf

from core.reports.pdf.structure import Repair, target

PAGE_SCALE = 0.75  # CSS pixels to points


def finish(pdf: pydyf.PDF, repair: Repair) -> None:
    """Settle what can only be settled when every page is there."""
    kept = [made for made in pdf.objects if isinstance(made, pydyf.Dictionary) and made.get("Type") == "/StructElem"]
    gone = {id(element) for element in repair.gone}
    for element in kept:
        if id(element) not in gone:
            _settle(element, pdf)
            if element["S"] == "/LI":
                _give_body(element, pdf)
    for number, content in repair.artifacts.items():
        _mark_as_artifact(_content_of(pdf, number), content)
    for element in repair.gone:
        element.clear()


def _settle(element: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
    """Header ids named pieces of tables that are joined now, and Scope says the same; boxes are in points."""
    element.pop("ID", None)
    attributes = element.get("A")
    if not attributes:
        return
    attributes.pop("Headers", None)
    if "BBox" in attributes:
        height = target(pdf, element["Pg"])["MediaBox"][3]
        left, top, right, bottom = (side * PAGE_SCALE for side in attributes["BBox"])
        attributes["BBox"] = pydyf.Array([left, height - bottom, right, height - top])
    if len(attributes) == 1:
        del element["A"]


def _give_body(item: pydyf.Dictionary, pdf: pydyf.PDF) -> None:
    """An item of a list holds its label and one body; paragraphs that stand in it bare go into the body."""
    bare = [kid for kid in item["K"] if isinstance(kid, bytes) and _is_bare(target(pdf, kid))]
    if not bare:
        return
    bodies = [kid for kid in item["K"] if isinstance(kid, bytes) and target(pdf, kid).get("S") == "/LBody"]
    body = target(pdf, bodies[0]) if bodies else _new_body(item, pdf)
    for kid in bare:
        item["K"].remove(kid)
        body["K"].append(kid)
        target(pdf, kid)["P"] = body.reference


def _is_bare(made: pydyf.Dictionary) -> bool:
    return made.get("Type") == "/StructElem" and made["S"] not in ("/Lbl", "/LBody")


def _new_body(item: pydyf.Dictionary, pdf: pydyf.PDF) -> pydyf.Dictionary:
    kept = {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"], "P": item.reference}
    body = pydyf.Dictionary(kept)
    pdf.add_object(body)
    item["K"].append(body.reference)
    return body


def _content_of(pdf: pydyf.PDF, page_number: int) -> list:
    page = target(pdf, pdf.page_references[page_number])
    return target(pdf, page["Contents"]).stream


def _mark_as_artifact(stream: list, content: set[int]) -> None:
    """Turn the marks of running heads and repeated table heads into what readers skip."""
    for place, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in content:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
