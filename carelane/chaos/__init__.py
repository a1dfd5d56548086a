"""The fault suite: the real product as processes, simulated coordinators, kills, and an independent record.

`run` starts everything in a temporary folder, lets coordinators work while a plan of faults is carried out, waits
until all is quiet, and holds what was acknowledged against Temporal's histories and the read model. What is
claimed and how it is shown: docs/faults.md.
"""
