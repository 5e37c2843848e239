"""A language model behind an address of the user's choice, with kept answers; who asks it is above."""

from __future__ import annotations

from detente.llm.model import Model, message, model

__all__ = ["Model", "message", "model"]
