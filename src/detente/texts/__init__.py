"""What is known of a text before it is coded: language, sentences, and which earlier text it repeats."""

from detente.texts.duplicates import near_duplicates
from detente.texts.language import language
from detente.texts.sentences import sentences

__all__ = ["language", "near_duplicates", "sentences"]
