"""Patients' journeys: their events and the ledger of custody, written beside the cases and shown on one page."""
