"""The durable loop: what Temporal replays. Reaches no I/O."""
