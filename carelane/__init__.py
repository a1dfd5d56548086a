"""Carelane: care processes across hospitals, durable and visible."""
