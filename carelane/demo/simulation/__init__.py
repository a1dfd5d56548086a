"""The demonstration's group in virtual time: a month of its work through the real engine, journal and registries."""
