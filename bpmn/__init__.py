"""The process language of Carelane: BPMN, DMN, FEEL, forms and the token engine.

Everything below this package is pure: no clock, no randomness, no I/O.
"""
