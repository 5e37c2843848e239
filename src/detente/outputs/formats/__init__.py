"""The formats a brief is written in; each module offers `FORMAT`."""
