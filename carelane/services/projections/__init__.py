"""How the effects of one turn become rows: a file per noun, each a `Part` that collects and then writes."""
