"""Regular expressions as FEEL has them: those of XPath (XQuery and XPath Functions 3.1, chapter 5.6).

Python's ``re`` has other classes, escapes and flags, and can take exponential time; here a pattern becomes a
small program that is run in steps, each state at most once at each place of the text, so that time grows with
the text's length times the pattern's. Only back-references can take more; steps are counted and limited.
"""

from bpmn.feel.regex.machine import Match, TooManySteps
from bpmn.feel.regex.program import Program, compile_regex

__all__ = ["Match", "Program", "TooManySteps", "compile_regex"]
