"""What is wrong with keys, or with what they have locked."""

from carelane.domain.errors.base import CarelaneError


class KeysUnusable(CarelaneError):
    """The key file cannot be used."""

    code = "keys_unusable"


class KeyMissing(CarelaneError):
    """Something is encrypted with a key that the key file lacks."""

    code = "key_missing"


class PayloadUnreadable(CarelaneError):
    """An encrypted payload was damaged, or moved here from another case."""

    code = "payload_unreadable"
