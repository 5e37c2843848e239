"""What is known of a text before it is coded: its language, and which earlier text it repeats."""

from detente.texts.duplicates import near_duplicates
from detente.texts.language import language

__all__ = ["language", "near_duplicates"]
