"""The kinds of test sets; each module offers `KIND`, a SetKind."""
