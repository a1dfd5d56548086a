"""Data objects and properties: declarations only, the values are variables of the same name."""

from dataclasses import dataclass

from bpmn.model.elements import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class DataObject(Element):
    """A `bpmn:dataObject`, `bpmn:dataObjectReference`, `bpmn:dataStoreReference` or `bpmn:property`."""

    kind: str
