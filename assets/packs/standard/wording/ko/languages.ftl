# The language's name in its own script.

language-name = 한국어
