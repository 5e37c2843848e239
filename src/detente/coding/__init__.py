"""Who did what to whom, about what, and does the text say that it happened."""

from detente.coding.base import Candidate, TypeCoder, Typed
from detente.coding.coder import Coder
from detente.coding.lines import CodingCounts, code_file, code_stream

__all__ = ["Candidate", "Coder", "CodingCounts", "TypeCoder", "Typed", "code_file", "code_stream"]
