"""Forms that units fill in: a workbook for each unit, and what comes back in it."""
