"""Forms of human tasks drawn with Streamlit's widgets.

What is typed lives in the session under keys that start with `PREFIX`, one for each field of one form. The
same check that guards the service (`bpmn.forms.check_values`) runs at every change, so that a field says what
is wrong with it while one is still there; the widgets' own checks are not used, because they keep an older
value when the new one is not accepted.
"""

from worklists_ui.forms.draw import draw
from worklists_ui.forms.messages import labels_of
from worklists_ui.forms.typed import PREFIX, Typed, forget, keep_alive, values_of

__all__ = ["PREFIX", "Typed", "draw", "forget", "keep_alive", "labels_of", "values_of"]
