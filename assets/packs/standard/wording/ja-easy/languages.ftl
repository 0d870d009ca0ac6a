# The language's name in its own script.

language-name = やさしい日本語《にほんご》
