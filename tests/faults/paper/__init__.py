"""Paper under faults: seeded runs on a real keeper and an emulated printer that is the judge."""
