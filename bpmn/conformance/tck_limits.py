"""Known limits: why some cases of the DMN TCK fail here. They count as failed all the same."""

_YEARS = "dates have the years 1 to 9999 here, as in Python's standard library"
_NANOSECONDS = "times have microseconds here, as in Python's standard library"
LIMITS: dict[str, dict[str, str]] = {
    "1117-feel-date-and-time-function": {
        **dict.fromkeys(
            [
                "010_59f5b47012",
                "011_eec2d5bdcd",
                "012_225a105eef",
                "022_b8b20f0328",
                "027_ae365197dd",
                "028_1c3d56275f",
            ],
            _YEARS,
        ),
        **dict.fromkeys(
            [
                "026_5ba081cd5f",
                "033_2fac4d6807",
                "040_d9116e1daa",
                "047_60ea7838ce",
                "054_2561a406fc",
            ],
            _NANOSECONDS,
        ),
    },
}
"""The reason by test folder and case id."""


def limit_of(group: str, case: str) -> str:
    """Give the known reason why a case fails, or nothing."""
    return LIMITS.get(group.rpartition("/")[2], {}).get(case, "")
