"""What a bench measures against may not be installed; then it says so instead of failing somewhere."""

from carelane.domain.errors import CarelaneError


class Missing(CarelaneError):  # noqa: N818 - the tree of errors names things as they are read
    """What this bench measures against is not installed."""

    code = "not_installed"

    def __init__(self, package: str) -> None:
        super().__init__(
            f"this bench measures against {package}, which is not installed here; "
            f"`make install` brings it, or `pip install {package}`"
        )
