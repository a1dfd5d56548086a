"""The scheduler's sweeps over many rows, named by verb."""
