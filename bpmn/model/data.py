"""Declared data of the standard; each is the variable of its name, or of its id where that is no single word."""

from dataclasses import dataclass

from bpmn.model.elements import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class DataObject(Element):
    """A `bpmn:dataObject`, `bpmn:dataObjectReference`, `bpmn:dataStoreReference` or `bpmn:property`."""

    kind: str
    variable: str = ""
