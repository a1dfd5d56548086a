"""Where a block is run: its path in the tree, its scope, and the two ways to go on."""

from dataclasses import dataclass, replace

from tests.random_processes.prediction.frames import Act, Frame


@dataclass(frozen=True)
class Here:
    """`go` is called when the token comes out of the block, `stop` when it can come out no more."""

    path: str
    scope: Frame
    go: Act
    stop: Act

    def at(self, path: str, go: Act | None = None, stop: Act | None = None) -> "Here":
        """Give a place inside, in the same scope."""
        return replace(self, path=path, go=go or self.go, stop=stop or self.stop)

    def detached(self, path: str = "") -> "Here":
        """Give a place that nothing waits for: the token ends in the scope."""
        end = self.scope.thread_ends
        return replace(self, path=path or self.path, go=end, stop=end)


def inside(path: str, scope: Frame) -> Here:
    """Give the place of a scope's content."""
    return Here(path, scope, scope.thread_ends, scope.thread_ends)
