"""Models that a model imports: found by their namespace among the files beside it, each read once.

An imported element is known as ``import name.element name``, or by its own name where the import has none
(DMN 1.5, chapters 6.3.3 and 10.3.2.12).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bpmn.dmn.markup import Element, is_dmn, read_markup
from bpmn.dmn.model import Graph, Import
from bpmn.dmn.reading import Reading
from bpmn.feel.types import Types
from bpmn.findings import Refused

Read = Callable[[Reading, Element], Graph]
_MAX_DEPTH = 10


@dataclass(slots=True)
class Library:
    """The files that may be imported, by file name, and what was read of them, by namespace."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    roots: dict[str, tuple[str, Element]] | None = None
    known: dict[str, tuple[Reading, Graph]] = field(default_factory=dict)

    def find(self, namespace: str) -> tuple[str, Element] | None:
        """Give name and root of the file with that namespace; a file that is no DMN has none."""
        if self.roots is None:
            self.roots = {}
            for file, data in self.files.items():
                try:
                    root = read_markup(data, file)
                except Refused:
                    continue  # said where the file itself is read
                if is_dmn(root):
                    self.roots.setdefault(root.get("namespace"), (file, root))
        return self.roots.get(namespace)


def read_imports(
    reading: Reading, root: Element, library: Library, read: Read
) -> dict[str, Import]:
    """Read what a model imports, by namespace; what cannot be had is a finding."""
    imports: dict[str, Import] = {}
    for element in root.all("import"):
        namespace, name = element.get("namespace"), element.get("name")
        if "/DMN/" not in element.get("importType"):
            if not reading.lenient:
                reading.refuse(element, "import", "only DMN models can be imported")
            continue
        found = _model(reading, element, library, read)
        if found is not None:
            inner, graph = found
            reading.learn(name, inner)
            imports[namespace] = Import(name, namespace, graph)
    return imports


def _model(
    reading: Reading, element: Element, library: Library, read: Read
) -> tuple[Reading, Graph] | None:
    namespace = element.get("namespace")
    if namespace in library.known:
        return library.known[namespace]
    found = library.find(namespace)
    if found is None:
        hint = "put the file that has this namespace into the same folder"
        reading.refuse(element, "import", f"there is no model of namespace {namespace!r}", hint)
        return None
    if namespace in reading.open or len(reading.open) > _MAX_DEPTH:
        reading.refuse(element, "import", f"{namespace!r} is imported in a circle, or too deeply")
        return None
    file, root = found
    inner = Reading(file, root, lenient=reading.lenient, open_=(*reading.open, namespace))
    graph = read(inner, root)
    reading.findings.extend(inner.findings)
    library.known[namespace] = inner, graph
    return library.known[namespace]


def add_types(types: Types, imports: Mapping[str, Import]) -> None:
    """Make the imported item definitions known, by their full names and for imported functions by their own."""
    for one in imports.values():
        given = one.graph.types
        for name in given.shapes:
            for known in {f"{one.name}.{name}" if one.name else name: 0, name: 0}:
                if known not in types.shapes:
                    types.tests[known] = given.tests[name]  # type: ignore[index]  # made by read_types
                    types.checks[known] = given.checks[name]  # type: ignore[index]
                    types.shapes[known] = given.shapes[name]  # type: ignore[index]
