"""All that is one language: word lists and patterns, mostly data."""

from detente.lang.lexicon import (
    LANGUAGES,
    Control,
    HeadlineVerb,
    Lexicon,
    NounAct,
    Operator,
    Result,
    Sense,
    When,
    headline_verbs,
    heard,
    irregular,
    lexicon,
)
from detente.lang.splitting import split

__all__ = [
    "LANGUAGES", "Control", "HeadlineVerb", "Lexicon", "NounAct", "Operator", "Result", "Sense", "When",
    "headline_verbs", "heard", "irregular", "lexicon", "split",
]  # fmt: skip
