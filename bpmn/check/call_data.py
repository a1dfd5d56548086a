"""The data of a standard call: what the call activity declares is what the called element declares.

BPMN 2.0.2, 10.3.6: the elements of the call's ioSpecification match those of the called element exactly. A call
by `zeebe:calledElement` passes variables by name and declares nothing.
"""

from collections.abc import Iterator

from bpmn.check.notes import Notes
from bpmn.findings import Finding
from bpmn.xml_names import BPMN, Xml, children, line_of, local, plain_reference


def check_call_data(notes: Notes, root: Xml) -> None:
    """Compare the declared data of every call with that of the process or global task it names."""
    items = _structures(root)
    callable_ = {at.get("id"): at for at in children(root)}
    for call in root.iter(f"{{{BPMN}}}callActivity"):
        called = callable_.get(plain_reference(call.get("calledElement") or ""))
        if called is None:
            continue
        for kind in ("dataInput", "dataOutput"):
            ours, theirs = sorted(_data(call, kind, items)), sorted(_data(called, kind, items))
            if ours != theirs:
                _note(notes, call, kind, called)


def _note(notes: Notes, call: Xml, kind: str, called: Xml) -> None:
    message = f"its {kind}s are not those of the called {local(called)} {called.get('id')!r}"
    hint = f"declare the same {kind}s, with the same items, in both"
    place = (notes.file, line_of(call), call.get("id") or "")
    notes.findings.append(Finding("error", "call_data_differs", *place, message, hint))


def _structures(root: Xml) -> dict[str, str]:
    """Give for each item definition what two of them are compared by."""
    return {
        at.get("id") or "": f"{at.get('structureRef')} {at.get('isCollection', 'false')}"
        for at in children(root, "itemDefinition")
    }


def _data(at: Xml, kind: str, items: dict[str, str]) -> Iterator[str]:
    for specification in children(at, "ioSpecification"):
        for data in children(specification, kind):
            subject = plain_reference(data.get("itemSubjectRef") or "")
            yield items.get(subject, subject)
