"""Importable file layouts: one module a layout, each defining `FORMAT` (see `base`)."""
