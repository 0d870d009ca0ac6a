"""Hands for developers: touches the screen as a finger would.  Never in a release build."""
