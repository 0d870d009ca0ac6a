"""The staff's own layer over a citizen's session: the code, the desk.  It covers the screen, changes nothing below."""
