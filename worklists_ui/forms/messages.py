"""What is wrong with a field, in the reader's language."""

import re
from collections.abc import Iterable, Iterator

from bpmn.forms import Field, FieldError, Form
from worklists_ui.forms.typed import form_language
from worklists_ui.translation import translator


def message(error: FieldError) -> str:
    """Give the sentence for an error; an unknown code is shown as it is."""
    text = _texts().get(error.code, error.code)
    for name, value in error.params.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def labels_of(form: Form, errors: Iterable[FieldError]) -> list[str]:
    """Name the fields of these errors, each once, in the order of the errors."""
    labels = dict(_labels(form.fields, ""))
    paths = (re.sub(r"\[\d+\]", "", error.key) for error in errors)
    return list(dict.fromkeys(labels.get(path, path) for path in paths))


def _labels(fields: tuple[Field, ...], above: str) -> Iterator[tuple[str, str]]:
    """Yield path and label of every field."""
    for one in fields:
        path = f"{above}{one.key}" if one.key else above.removesuffix(".")
        if one.key:
            yield path, one.label_in(form_language())
        yield from _labels(one.fields, f"{path}." if path else "")


def _texts() -> dict[str, str]:
    """Give the sentences by code."""
    _ = translator()
    return {
        "required": _("Please fill this in."),
        "too_long": _("Too long: {length} of at most {max} characters."),
        "too_short": _("Too short: at least {min} characters."),
        "not_email": _("This is not an e-mail address."),
        "not_phone": _("This is not a telephone number."),
        "pattern": _("This does not have the right form."),
        "not_a_number": _("Please enter a number."),
        "too_small": _("Too small: at least {min}."),
        "too_large": _("Too large: at most {max}."),
        "too_precise": _("Too precise: at most {digits} decimal places."),
        "not_a_date": _("This is not a date."),
        "not_a_time": _("This is not a time."),
        "not_a_datetime": _("This is not a date with a time."),
        "not_true_or_false": _("Please choose yes or no."),
        "unknown_option": _("Please choose one of the options."),
        "file_missing": _("A file is not there any more: remove it, and attach it again."),
        "wrong_kind": _("Only files of these kinds: {accept}."),
        "in_the_past": _("This date is past."),
        "unknown_code": _("The code {code} is not in this table: search for it again."),
        "chosen_twice": _("One option was chosen twice."),
        "not_a_list": _("This is not a list."),
        "not_an_object": _("This has the wrong shape."),
        "not_text": _("Please enter a text."),
        "not_a_reference": _("This is not a reference to a document."),
        "too_many": _("At most {max}."),
        "unknown_key": _("This form has no such field."),
    }
