"""A synthetic hospital group with staff, patients, resources and referrals, made through the real services.

Everything is invented: the province does not exist, resident ids carry a region code that nobody has.
"""
