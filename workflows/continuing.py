"""The start payload with which a case goes on where another history of it stopped."""

from dataclasses import replace

from carelane.domain.wire import JsonObject, StartProcess


def continued(start: StartProcess, state: JsonObject) -> StartProcess:
    """Tell the next history all that it has to know; what began the case is past.

    ``state`` has what `workflows.case.Case.dump` gives, and turn, memory, in_flight and ledger.
    """
    return replace(start, variables={}, message=None, signal=None, state=state, at_once=True)
