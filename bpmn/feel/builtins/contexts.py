"""Functions of contexts."""

from bpmn.feel.errors import FeelError
from bpmn.feel.registry import feel
from bpmn.feel.scope import Run


@feel("get value(m: context, key: string)")
def get_value(m: dict[str, object], key: str) -> object:
    """Give the entry of that name, or null."""
    return m.get(key)


@feel("get value(m: context, keys: list)")
def get_value_deep(m: dict[str, object], keys: list[object]) -> object:
    """Give the entry at the end of a path of names, or null (an extension that Camunda has too)."""
    value: object = m
    for key in keys:
        if not isinstance(value, dict) or not isinstance(key, str):
            return None
        value = value.get(key)
    return value if keys else None


@feel("get entries(m: context)", run=True)
def get_entries(run: Run, m: dict[str, object]) -> list[object]:
    """Give the entries as a list of ``{key, value}``."""
    run.charge(len(m))
    return [{"key": key, "value": value} for key, value in m.items()]


@feel("context(entries: list)", run=True)
def context(run: Run, entries: list[object]) -> dict[str, object]:
    """Give a context of a list of ``{key, value}``."""
    run.charge(len(entries))
    result: dict[str, object] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not {"key", "value"} <= entry.keys():
            raise FeelError("every item has to be a context of key and value")
        key = entry["key"]
        if not isinstance(key, str) or key in result:
            raise FeelError("every key has to be a string that occurs once")
        result[key] = entry["value"]
    return result


@feel("context put(context: context, key: string, value: any)", run=True)
def context_put(run: Run, m: dict[str, object], key: str, value: object) -> dict[str, object]:
    """Give the context with one entry more, or another value of it."""
    run.charge(len(m))
    return {**m, key: value}


@feel("context put(context: context, keys: list, value: any)", run=True)
def context_put_deep(
    run: Run, m: dict[str, object], keys: list[object], value: object
) -> dict[str, object]:
    """Give the context with another value at the end of a path of names."""
    if not keys:
        raise FeelError("the path has no names")
    run.charge(len(m))
    key, *rest = keys
    if not isinstance(key, str):
        raise FeelError("every name of the path has to be a string")
    if rest:
        inner = m.get(key, {})
        if not isinstance(inner, dict):
            raise FeelError("the path leads through something that is no context")
        value = context_put_deep(run, inner, rest, value)
    return {**m, key: value}


@feel("context merge(contexts: list)", run=True)
def context_merge(run: Run, contexts: list[object]) -> dict[str, object]:
    """All contexts in one; later entries win."""
    result: dict[str, object] = {}
    for one in contexts:
        if not isinstance(one, dict):
            raise FeelError("every item has to be a context")
        run.charge(len(one))
        result |= one
    return result
