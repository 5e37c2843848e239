"""GDELT: the layout of its rows, how they become mentions, and its server's lists of files."""
