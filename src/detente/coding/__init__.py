"""Who did what to whom, about what, and does the text say that it happened."""

from detente.coding.coder import Coder
from detente.coding.lines import CodingCounts, code_file

__all__ = ["Coder", "CodingCounts", "code_file"]
