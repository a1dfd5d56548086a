"""Use cases, one transaction each: the only public way to change a case."""
