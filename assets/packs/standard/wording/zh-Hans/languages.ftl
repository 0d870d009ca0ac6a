# The language's name in its own script.

language-name = 简体中文
