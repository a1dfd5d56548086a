"""Bytes -> XML tree, with limits: nothing outside the file is ever read, and nothing grows.

No DOCTYPE and so no entities, no network, no huge trees; at most `MAX_BYTES`, `MAX_ELEMENTS` and
`MAX_DEPTH`. Used for BPMN and for DMN files.
"""

from typing import NoReturn

from lxml import etree

from bpmn.findings import Finding, Refused
from bpmn.xml_names import line_of

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 10_000
MAX_DEPTH = 100
XINCLUDE = "http://www.w3.org/2001/XInclude"


def read_xml(
    data: bytes, file: str, *, most_bytes: int = MAX_BYTES, most_elements: int = MAX_ELEMENTS
) -> etree._Element:
    """Give the root element; raises Refused naming the file, the line, the reason and the remedy."""
    if len(data) > most_bytes:
        _refuse(file, 0, "file_too_large", f"the file has more than {most_bytes:,} bytes", _SPLIT)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        if "depth" in str(error).lower():
            _refuse(file, line, "too_deep", f"elements nest deeper than {MAX_DEPTH}", _SPLIT)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            _refuse_doctype(file, line)
        _refuse(file, line, "not_well_formed", f"no well-formed XML: {error.msg}", _SAVE)
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # always there
        _refuse_doctype(file, 1)
    _measure(root, file, most_elements)
    return root


_SPLIT = "split it into several files"
_SAVE = "save it again with the modeler"


def _refuse_doctype(file: str, line: int) -> NoReturn:
    hint = "remove the DOCTYPE; a process file needs no entities"
    _refuse(file, line, "doctype", "a DOCTYPE is not allowed", hint)


def _measure(root: etree._Element, file: str, most_elements: int) -> None:
    depth = count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        if depth > MAX_DEPTH:
            _refuse(
                file, line_of(element), "too_deep", f"elements nest deeper than {MAX_DEPTH}", _SPLIT
            )
        if count > most_elements:
            message = f"the file has more than {most_elements:,} elements"
            _refuse(file, line_of(element), "too_many_elements", message, _SPLIT)
    included = next(root.iter(f"{{{XINCLUDE}}}*"), None)
    if included is not None:
        message, hint = "another file is included", "put its content into this file"
        _refuse(file, line_of(included), "include", message, hint)


def _refuse(file: str, line: int, rule: str, message: str, hint: str) -> NoReturn:
    raise Refused([Finding("error", rule, file, line, "", message, hint)])
