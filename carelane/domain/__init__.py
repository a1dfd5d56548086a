"""Tables, state machines as data, errors, and the contracts that travel."""
