"""One token inside one element, as a plain object that dumps to JSON with all that is inside it."""

from collections.abc import Iterator

from bpmn.json_types import Json, Variables


class Activation:
    """One token inside one element: `key` names the compiled node, `parent` is the scope around it."""

    __slots__ = (
        "arrived",
        "children",
        "compensable",
        "data",
        "id",
        "key",
        "parent",
        "variables",
        "waits",
    )

    def __init__(self, id_: str, key: str, parent: "Activation | None") -> None:
        self.id = id_
        self.key = key
        self.parent = parent
        self.variables: Variables | None = None
        """Local variables; None where the element opened no scope of its own."""
        self.children: dict[str, Activation] | None = None
        self.arrived: dict[str, dict[str, int]] | None = None
        """Tokens that wait at joins of this scope: node -> flow -> how many."""
        self.data: Variables | None = None
        """What the element's behaviour keeps."""
        self.compensable: list[Json] | None = None
        """Records of what has completed inside and can be undone, oldest first."""
        self.waits: list[str] | None = None
        """Ids of timers, subscriptions, signals, conditions, clocks and incidents that this activation holds."""

    def dump(self) -> Variables:
        """Give the activation and all inside it as JSON; what is empty is left out."""
        dumped: Variables = {"id": self.id, "key": self.key}
        if self.variables is not None:
            dumped["variables"] = dict(self.variables)
        if self.children is not None:
            dumped["children"] = [child.dump() for child in self.children.values()]
        if self.arrived:
            dumped["arrived"] = {node: dict(flows) for node, flows in self.arrived.items()}
        if self.data:
            dumped["data"] = {name: _apart(value) for name, value in self.data.items()}
        if self.compensable:
            dumped["compensable"] = [*self.compensable]
        if self.waits:
            dumped["waits"] = list(self.waits)
        return dumped

    @classmethod
    def load(cls, dumped: Variables, parent: "Activation | None") -> "Activation":
        """Restore what `dump` gave."""
        loaded = cls(str(dumped["id"]), str(dumped["key"]), parent)
        match dumped:
            case {"variables": dict(variables)}:
                loaded.variables = dict(variables)
        match dumped:
            case {"children": list(children)}:
                inner = [cls.load(child, loaded) for child in children if isinstance(child, dict)]
                loaded.children = {child.id: child for child in inner}
        match dumped:
            case {"arrived": dict(arrived)}:
                loaded.arrived = {node: _counts(flows) for node, flows in arrived.items()}
        match dumped:
            case {"data": dict(data)}:
                loaded.data = dict(data)
        match dumped:
            case {"compensable": list(records)}:
                loaded.compensable = [*records]
        match dumped:
            case {"waits": list(waits)}:
                loaded.waits = [str(wait) for wait in waits]
        return loaded

    @property
    def troubled(self) -> bool:
        """Whether an incident holds the activation up."""
        return any(wait.startswith("i") for wait in self.waits or ())

    def walk(self) -> "Iterator[Activation]":
        """Yield this activation and all inside it."""
        yield self
        for child in (self.children or {}).values():
            yield from child.walk()


def _apart(value: Json) -> Json:
    """Give a list or object that does not grow when the state goes on; what is in it is never changed."""
    if isinstance(value, list):
        return [_apart(each) if isinstance(each, list) else each for each in value]
    return dict(value) if isinstance(value, dict) else value


def _counts(flows: Json) -> dict[str, int]:
    assert isinstance(flows, dict)
    return {flow: count for flow, count in flows.items() if isinstance(count, int)}
