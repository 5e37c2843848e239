"""Models on plain series: bands, coverage, reporting delays. It sees numbers and dates, never events."""
