"""One file for each page; `show(actor)` draws it."""
