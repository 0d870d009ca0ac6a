"""Stories: a person, a case and what must come out, played through the real app or without Qt.

For developers and CI; never in a release build.
"""
