# The language's name in its own script.

language-name = Português
