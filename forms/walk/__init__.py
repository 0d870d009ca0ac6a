"""Every state that a journey can be in: walked, merged, measured."""
