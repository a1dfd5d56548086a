"""Groups of commands, one file a group: each parses its arguments, calls one function and prints."""
