"""What people read: the brief, and the formats it is written in. Nothing is computed here."""
