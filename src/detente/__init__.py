"""detente: watch the relationship between two states, with every figure leading back to its sources."""

__version__ = "0.1.0"
