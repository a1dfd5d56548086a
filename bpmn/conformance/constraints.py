"""The constraints of a public collection of broken BPMN files, by number, and which rules of ours are theirs.

The numbers are those of the collection's folders (`EXT025`); each constraint is a MUST of BPMN 2.0.2. Meanings are
in our words; numbers that are not here are none whose meaning we know. A file is refused *under its rule* when one
of the rules here is among its errors.
"""

import re

_LISTED = ("flow_not_listed", "flow_listed_wrongly")
_EVENT = ("event_definition_not_allowed",)
_LINK = (
    "link_mismatch",
    "link_without_source",
    "link_without_target",
    "link_target_twice",
    "missing_link_name",
)
_FLOW_END = ("flow_end_not_a_node", "flow_crosses_border", "dangling_flow")
_MESSAGE_FLOW = ("message_flow_end",)

CONSTRAINTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "EXT001": ("what is imported can be found", ("import_not_read", "dangling_reference")),
    "EXT002": ("ids are unique", ("duplicate_id",)),
    "EXT006": ("no artifact is the target of a sequence flow", _FLOW_END),
    "EXT007": ("no artifact is the source of a sequence flow", _FLOW_END),
    "EXT008": ("no artifact is the target of a message flow", _MESSAGE_FLOW),
    "EXT009": ("no artifact is the source of a message flow", _MESSAGE_FLOW),
    "EXT010": ("a thrown error has a code", ("missing_error_code",)),
    "EXT011": ("a thrown escalation has a code", ("missing_escalation_code",)),
    "EXT012": ("executable expressions are formal", ("informal_expression",)),
    "EXT013": ("a formal expression is not empty", ("empty_expression",)),
    "EXT014": ("an expression's language is known", ("expression_language",)),
    "EXT017": ("a converging gateway has one outgoing flow", ("gateway_direction",)),
    "EXT018": ("a diverging gateway has one incoming flow", ("gateway_direction",)),
    "EXT019": ("a mixed gateway joins and splits", ("gateway_direction",)),
    "EXT020": ("isCollection is the item definition's", ("collection_mismatch",)),
    "EXT021": (
        "a flow begins at an activity, gateway or event",
        ("flow_not_allowed", "flow_end_not_a_node"),
    ),
    "EXT022": (
        "a flow ends at an activity, gateway or event",
        ("flow_not_allowed", "flow_end_not_a_node"),
    ),
    "EXT023": ("nodes list the flows at them", _LISTED),
    "EXT024": ("flows of executable processes are immediate", ("not_immediate",)),
    "EXT025": ("an activity's only flow has no condition", ("condition_without_alternative",)),
    "EXT026": ("a default flow leaves its element", ("default_not_outgoing",)),
    "EXT027": ("choreographies refer to no choreography", ("choreography_reference",)),
    "EXT028": ("a sequence flow crosses no border", _FLOW_END),
    "EXT029": ("a pool's minimum is not negative", ("participant_multiplicity",)),
    "EXT030": ("a pool's maximum is at least its minimum", ("participant_multiplicity",)),
    "EXT031": ("a message flow joins two pools", ("message_flow_inside_pool",)),
    "EXT033": ("no messages beside a closed choreography", ("closed_choreography",)),
    "EXT035": ("a public process is not executable", ("public_process",)),
    "EXT036": ("a process has no choreography activities", ("choreography_activity",)),
    "EXT037": ("startQuantity is at least 1", ("invalid_value",)),
    "EXT038": ("completionQuantity is at least 1", ("invalid_value",)),
    "EXT039": ("a role names a resource or an expression", ("resource_role",)),
    "EXT041": ("an activity has one loop marker", ("several_loops",)),
    "EXT042": ("an operation is given one input set", ("operation_inputs",)),
    "EXT043": ("an operation gives one output set", ("operation_inputs",)),
    "EXT044": ("an operation is given what it takes", ("message_data_mismatch",)),
    "EXT045": ("what an operation gives fits", ("message_data_mismatch",)),
    "EXT046": ("a send task has one input set", ("several_message_data",)),
    "EXT047": ("a send task has one input", ("several_message_data",)),
    "EXT048": ("a send task's input is the message's item", ("message_data_mismatch",)),
    "EXT049": ("nothing leads to an instantiating receive task", ("incoming_not_allowed",)),
    "EXT050": ("a receive task has one output set", ("several_message_data",)),
    "EXT051": ("a receive task has one output", ("several_message_data",)),
    "EXT052": ("a receive task's output is the message's item", ("message_data_mismatch",)),
    "EXT053": ("a script has a format", ("script_format",)),
    "EXT055": ("a sub-process has one loop marker", ("several_loops",)),
    "EXT056": ("a sub-process has no choreography activities", ("choreography_activity",)),
    "EXT057": ("an event sub-process has no flows", ("flow_not_allowed",)),
    "EXT058": ("an event sub-process has one start event", ("event_subprocess_start",)),
    "EXT059": (
        "an event sub-process starts on a trigger that it may have",
        (*_EVENT, "missing_event_definition"),
    ),
    "EXT060": ("a transaction's method is known", ("transaction_method",)),
    "EXT061": ("an ad-hoc sub-process has an activity", ("ad_hoc_empty",)),
    "EXT062": (
        "an ad-hoc sub-process has no start or end",
        ("ad_hoc_start_or_end", "choreography_activity"),
    ),
    "EXT063": ("a call passes what the called element declares", ("call_data_differs",)),
    "EXT064": ("what is offered as a service is bound", ("binding_missing",)),
    "EXT065": ("a binding joins data of the same kind", ("binding_mismatch",)),
    "EXT067": ("a multi-instance has a number", ("missing_cardinality",)),
    "EXT068": ("a multi-instance runs over an input of its task", ("loop_data",)),
    "EXT069": ("an instance gives one of the many", ("loop_item_mismatch",)),
    "EXT070": ("an instance takes one of the many", ("loop_item_mismatch",)),
    "EXT071": ("a completion condition is true or false", ("condition_not_boolean",)),
    "EXT072": ("a behaviour's condition is true or false", ("condition_not_boolean",)),
    "EXT079": ("a sub-process has no ioSpecification", ("io_specification_not_allowed",)),
    "EXT082": ("an output is the source of no input", ("data_association_end",)),
    "EXT083": ("an output's isCollection is its item's", ("collection_mismatch",)),
    "EXT084": ("every input is in a set", ("input_not_in_a_set",)),
    "EXT085": ("an optional input is in its set", ("input_set_member",)),
    "EXT086": ("a late input is in its set", ("input_set_member",)),
    "EXT087": ("sets that belong together name each other", ("io_rule_one_sided",)),
    "EXT088": ("every output is in a set", ("output_not_in_a_set",)),
    "EXT089": ("an optional output is in its set", ("output_set_member",)),
    "EXT090": ("a late output is in its set", ("output_set_member",)),
    "EXT091": ("an association joins data of the same kind", ("item_mismatch",)),
    "EXT092": ("an association without transformation has one source", ("several_sources",)),
    "EXT093": ("each definition of an event has its data", ("event_data_count",)),
    "EXT094": ("an event's data is what it carries", ("event_data_mismatch",)),
    "EXT095": ("a throw event's definition is not shared", ("event_definition_not_shared",)),
    "EXT096": ("a start event has no incoming flow", ("incoming_not_allowed",)),
    "EXT097": ("where there is an end event there is a start event", ("no_start",)),
    "EXT098": ("a process starts on a trigger that it may have", _EVENT),
    "EXT099": ("a called process has a none start event", ("called_without_start",)),
    "EXT100": ("an embedded sub-process starts plainly", _EVENT),
    "EXT101": ("a start event leads somewhere", ("event_without_flow", *_LISTED)),
    "EXT102": ("a start event sends no message", _MESSAGE_FLOW),
    "EXT103": ("a start event that gets a message waits for one", _MESSAGE_FLOW),
    "EXT104": ("an end event leads nowhere", ("outgoing_not_allowed",)),
    "EXT105": ("where there is a start event there is an end event", ("no_end",)),
    "EXT106": ("a cancel end event is in a transaction", ("cancel_outside_transaction",)),
    "EXT107": ("something leads to an end event", ("not_reachable", *_LISTED)),
    "EXT108": ("an end event gets no message", _MESSAGE_FLOW),
    "EXT109": ("an end event that sends a message throws one", _MESSAGE_FLOW),
    "EXT110": (
        "a boundary event waits for what it may",
        (*_EVENT, "missing_event_definition"),
    ),
    "EXT111": ("a cancel boundary event is on a transaction", ("cancel_outside_transaction",)),
    "EXT112": ("nothing leads to a boundary event", ("incoming_not_allowed",)),
    "EXT113": ("a boundary event leads somewhere", ("boundary_without_flow", *_LISTED)),
    "EXT114": ("a compensation boundary event has no flow", ("compensation_boundary_flow",)),
    "EXT115": ("something leads to an intermediate event", ("not_reachable", *_LISTED)),
    "EXT116": ("an intermediate event leads somewhere", ("event_without_flow", *_LISTED)),
    "EXT117": ("a link is one end only", ("link_with_flow",)),
    "EXT118": ("a link has its other end", _LINK),
    "EXT119": ("a throw event gets no message, a catch event sends none", _MESSAGE_FLOW),
    "EXT122": ("a token does not wait for compensation", _EVENT),
    "EXT123": (
        "a conditional event has a formal condition",
        ("informal_expression", "empty_expression"),
    ),
    "EXT124": ("a catching link names its source", _LINK),
    "EXT125": ("a throwing link names its target", _LINK),
    "EXT126": ("a link stays in its scope", _LINK),
    "EXT127": ("an executable message event has a message", ("missing_reference",)),
    "EXT129": ("an event sub-process starts on a trigger", ("missing_event_definition",)),
    "EXT133": ("a timer's cycle is a cycle", ("invalid_timer",)),
    "EXT135": (
        "a gateway joins or splits",
        ("gateway_without_choice", "gateway_without_flow", "event_gateway", *_LISTED),
    ),
    "EXT136": ("an event-based gateway has two ways", ("event_gateway", *_LISTED)),
    "EXT137": ("flows from an event-based gateway have no condition", ("condition_not_allowed",)),
    "EXT138": ("only events stand behind an event-based gateway", ("event_gateway_target",)),
    "EXT139": (
        "receive tasks and message events are not mixed behind it",
        ("event_gateway_mixed",),
    ),
    "EXT140": ("a receive task behind it has no boundary", ("event_gateway_boundary",)),
    "EXT141": ("nothing else leads to what is behind it", ("event_gateway_target_joined",)),
    "EXT142": ("nothing leads to an instantiating gateway", ("incoming_not_allowed",)),
    "EXT144": ("a compensation handler is for compensation", ("compensation_handler",)),
    "EXT145": ("a script's format is a MIME type", ("script_format",)),
    "EXT146": ("an end event throws what it may", _EVENT),
    "EXT150": ("with a start event, something leads to every node", ("not_reachable", *_LISTED)),
    "EXT151": (
        "with an end event, every node leads somewhere",
        ("implicit_end", "gateway_without_flow", "event_without_flow", *_LISTED),
    ),
    "EXT152": ("a sequence flow stays in its sub-process", _FLOW_END),
}
"""By number: what must hold, and the rules of ours that say so."""

WITHOUT_EFFECT: dict[str, str] = {
    "EXT004": (
        "textFormat is the MIME type of a documentation: text for people, which no engine reads and our pages "
        "show as plain text whatever it says"
    ),
    "EXT012": (
        "a timeDate, timeDuration or timeCycle without xsi:type and without an equals sign is read as an ISO 8601 "
        "value and never as an expression; what is no such value is refused, so nothing informal is ever executed"
    ),
    "EXT076": (
        "how a data object reference is named after its object and state is a convention for readers; values are found "
        "by the reference's id or name, whichever convention it follows"
    ),
    "EXT128": (
        "an operation is a binding of a message to a web service; a message here is delivered by its name, its "
        "correlation key and the institution, so a missing operationRef changes nothing that happens"
    ),
}
"""What is not refused, and why it cannot matter to execution."""
_NUMBER = re.compile(r"EXT\.?(\d{3})")


def number_of(folder: str) -> str:
    """Give the constraint that a folder is named after; empty where it is none of the collection's."""
    found = _NUMBER.match(folder)
    return f"EXT{found[1]}" if found else ""


def meaning_of(folder: str) -> str:
    """Say what must hold; empty where the number is not known."""
    known = CONSTRAINTS.get(number_of(folder))
    return known[0] if known else ""


def rules_of(folder: str) -> tuple[str, ...]:
    """Give the rules of ours that say what the folder is named after; none where the number is not known."""
    known = CONSTRAINTS.get(number_of(folder))
    return known[1] if known else ()


def reason_for(folder: str) -> str:
    """Say why a file that is accepted cannot matter to execution; empty where nothing is known."""
    return WITHOUT_EFFECT.get(number_of(folder), "")
