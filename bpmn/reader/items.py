"""Item-aware elements of a file: which variable each is (BPMN 2.0.2, 10.4.1).

The variable has the element's name, or its id where the name is no single word. A reference is what it
refers to; an unnamed data object takes the name of its reference, which is where modelers write it. The data of
a call has the names of the called process's, so that it passes without being renamed.
"""

import re

from bpmn.xml_names import Xml, children, local, plain_reference

KINDS = (
    *("dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "property"),
    *("dataInput", "dataOutput", "inputDataItem", "outputDataItem"),
)
PLACEHOLDER = "__targetRef_placeholder"
"""What bpmn-io's modelers write as the end of an association that is drawing only."""
_REFERS = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}
_WORD = re.compile(r"[^\W\d]\w*")


class Items:
    """All item-aware elements by id."""

    def __init__(self, root: Xml | None = None) -> None:
        self._found: dict[str, Xml] = {}
        self._callable: dict[str, Xml] = {}
        self._referred: dict[str, list[Xml]] = {}
        if root is None:
            return
        self._callable = {at.get("id") or "": at for at in children(root)}
        for at in root.iter(*(f"{{*}}{kind}" for kind in KINDS)):
            self._found[at.get("id") or ""] = at
            if local(at) in _REFERS:
                self._referred.setdefault(_reference(at), []).append(at)

    def find(self, reference: str) -> Xml | None:
        """Give the element; None for what is none or drawing only."""
        found = self._found.get(plain_reference(reference))
        return None if found is None or found.get("name") == PLACEHOLDER else found

    def is_store(self, at: Xml) -> bool:
        """Say whether it is a data store."""
        return local(at) in ("dataStore", "dataStoreReference")

    def variable(self, at: Xml) -> str:
        """Give the variable's name."""
        referred = self._found.get(_reference(at)) if local(at) in _REFERS else None
        if referred is not None:
            return self.variable(referred)
        partner = self._partner(at)
        if partner is not None:
            return self.variable(partner)
        for each in (at, *self._referred.get(at.get("id") or "", ())):
            if _WORD.fullmatch(each.get("name") or ""):
                return each.get("name") or ""
        return at.get("id") or ""

    def _partner(self, at: Xml) -> Xml | None:
        """Give the called element's data that stands in the same place as this of a call."""
        specification = at.getparent()
        call = None if specification is None else specification.getparent()
        if specification is None or call is None or local(call) != "callActivity":
            return None
        called = self._callable.get(plain_reference(call.get("calledElement") or ""))
        place = list(children(specification, local(at))).index(at)
        for theirs in () if called is None else children(called, "ioSpecification"):
            return next(iter(list(children(theirs, local(at)))[place:]), None)
        return None


def _reference(at: Xml) -> str:
    return plain_reference(at.get(_REFERS[local(at)]) or "")
