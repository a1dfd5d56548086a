"""The outside world: database, Temporal client, servers, mail; and the wiring."""
