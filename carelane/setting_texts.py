"""Settings as people read them: the list of all for the documentation, and what is wrong with one."""

import re
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_settings import SettingsError

from carelane.settings import Settings


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, default as text, and what it is for."""

    name: str
    default: str
    description: str


def describe() -> tuple[Variable, ...]:
    """List every environment variable in the order of the class."""
    return tuple(
        Variable(
            name=f"CARELANE_{name.upper()}",
            default=_as_text(field.get_default(call_default_factory=True, validated_data={})),
            description=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    )


def _as_text(default: object) -> str:
    return "" if default is None else str(default)


WRONG_SETTINGS = (ValidationError, SettingsError)
"""What `Settings` raises when the environment holds something it cannot use."""


def wrong_settings(error: ValidationError | SettingsError) -> str:
    """Say which variables are wrong, one a line, and never what they hold: it may be a secret."""
    if isinstance(error, SettingsError):
        named = re.search(r'field "(\w+)"', str(error))
        return f"{_variable(named[1] if named else '')}: not JSON"
    return "\n".join(
        f"{_variable('.'.join(map(str, each['loc'])))}: {each['msg'].removeprefix('Value error, ')}"
        for each in error.errors(include_url=False, include_input=False)
    )


def _variable(field: str) -> str:
    return f"CARELANE_{field.upper()}"
