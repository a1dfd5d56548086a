"""Reads a whole BPMN file: the root, its processes and its collaboration."""

from dataclasses import replace

from bpmn.findings import Finding
from bpmn.model import (
    Body,
    Collaboration,
    Definitions,
    FlowNode,
    Lane,
    Process,
    SubProcess,
    UserTask,
)
from bpmn.reader.bodies import NODES, NOT_EXECUTED, BodyReader
from bpmn.reader.carelane_properties import spell_out
from bpmn.reader.clocks import read_slas
from bpmn.reader.collaboration import (
    read_collaboration,
    read_kind,
    read_lanes,
    read_startable,
)
from bpmn.reader.common import flag
from bpmn.reader.correlation import ROOTS as CORRELATION
from bpmn.reader.event_places import DEFINITIONS
from bpmn.reader.extension import extensions, one
from bpmn.reader.global_tasks import GLOBAL_TASKS, read_global_tasks
from bpmn.reader.items import Items
from bpmn.reader.roots import Roots
from bpmn.reader.source import Source
from bpmn.reader.statuses import read_status_words
from bpmn.reader.supported import ALWAYS, DATA_FLOW, check_attributes, check_children
from bpmn.xml_names import BPMN, Xml, children, line_of, local, namespace

_DECLARATIONS = frozenset(
    [
        "process",
        "collaboration",
        "message",
        "signal",
        "error",
        "escalation",
        "itemDefinition",
        "interface",
        "endPoint",
        "category",
        "dataStore",
        *DEFINITIONS,
        *GLOBAL_TASKS,
        *CORRELATION,
        "resource",
        "relationship",
        "partnerEntity",
        "partnerRole",
    ]
)
_PROCESS = (
    ALWAYS
    | NODES
    | NOT_EXECUTED
    | DATA_FLOW
    | {
        "auditing",
        "monitoring",
        "supports",
        "correlationSubscription",
    }
)
_EXTENSIONS = frozenset(
    [
        "carelane:startable",
        "carelane:pool",
        "carelane:sla",
        "carelane:statusDefinition",
        "zeebe:versionTag",
    ]
)
_PROCESS_ATTRIBUTES = frozenset(
    ["isExecutable", "isClosed", "processType", "definitionalCollaborationRef"]
)


def read_definitions(root: Xml, file: str) -> tuple[Definitions, list[Finding]]:
    """Read the tree of a BPMN file; what cannot be read is in the findings."""
    source = Source(file)
    if namespace(root) != BPMN or local(root) != "definitions":
        source.error(
            "not_bpmn",
            root,
            f"the root is {local(root)}, not bpmn:definitions",
            "save it as BPMN 2.0",
        )
        return Definitions(file=file), source.findings
    check_children(source, root, ALWAYS | _DECLARATIONS)
    spell_out(source, root)
    source.items = Items(root)
    roots = Roots(source, root)
    tasks = read_global_tasks(source, roots, root)
    found = [read_collaboration(source, at) for at in children(root, "collaboration")]
    if len(found) > 1:
        hint = f"keep {found[0].id} and draw the other pools there"
        source.error("several_collaborations", root, "the file has several collaborations", hint)
    collaboration = found[0] if found else None
    processes = [
        _process(source, BodyReader(source, roots, tasks), at, collaboration)
        for at in children(root, "process")
    ]
    if not processes:
        source.error("no_process", root, "the file has no process", "draw one")
    definitions = Definitions(
        file=file,
        id=root.get("id") or "",
        name=root.get("name") or "",
        processes=tuple(processes),
        collaboration=collaboration,
    )
    return definitions, source.findings


def _process(
    source: Source, bodies: BodyReader, at: Xml, collaboration: Collaboration | None
) -> Process:
    executable = flag(source, at, "isExecutable", default=False)
    check_children(source, at, _PROCESS)
    check_attributes(source, at, _PROCESS_ATTRIBUTES)
    if not at.get("id"):
        source.error("missing_id", at, "the process has no id", "give it an id")
    found = extensions(source, at, _EXTENSIONS)
    version_tag = one(source, found, "zeebe:versionTag")
    lanes = read_lanes(source, at)
    body = _with_lanes(bodies.read(at), lanes)
    pools = collaboration.participants if collaboration is not None else ()
    pool = next((each for each in pools if each.process_id == at.get("id")), None)
    kind, startable = read_kind(source, found), read_startable(source, found)
    if pool is not None:
        kind = _agreed(source, at, "pool", kind, pool.kind)
        startable = _agreed(source, at, "startable", startable, pool.startable_role)
    return Process(
        id=at.get("id") or "",
        name=at.get("name") or (pool.name if pool is not None else ""),
        line=line_of(at),
        body=body,
        lanes=lanes,
        executable=executable,
        participant_id=pool.id if pool is not None else "",
        pool_kind=kind,
        startable_role=startable,
        version_tag="" if version_tag is None else (version_tag.get("value") or ""),
        sla=read_slas(source, found) + (pool.sla if pool is not None else ()),
        statuses=read_status_words(source, found) + (pool.statuses if pool is not None else ()),
    )


def _agreed(source: Source, at: Xml, name: str, own: str, of_pool: str) -> str:
    """Give what the process or its pool says; refuse two different words."""
    if own and of_pool and own != of_pool:
        message = f"carelane:{name} is {own!r} on the process and {of_pool!r} on its pool"
        source.error("conflicting_property", at, message, "keep one")
    return own or of_pool


def _with_lanes(body: Body, lanes: tuple[Lane, ...]) -> Body:
    """Put each node into its innermost lane; content of a sub-process is in the sub-process's lane."""
    inner = {node_id: lane for lane in lanes for node_id in lane.nodes}

    def place(node: FlowNode, around: Lane | None) -> FlowNode:
        lane = inner.get(node.id, around)
        if isinstance(node, SubProcess):
            inside = tuple(place(each, lane) for each in node.body.nodes)
            node = replace(node, body=replace(node.body, nodes=inside))
        if lane is None:
            return node
        if isinstance(node, UserTask):
            return replace(node, lane=lane.id, role=lane.role)
        return replace(node, lane=lane.id)

    return replace(body, nodes=tuple(place(node, None) for node in body.nodes))
