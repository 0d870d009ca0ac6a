from collections.abc import Iterator

class Token:
    surface: str

class Tokenizer:
    def tokenize(self, text: str) -> Iterator[Token]: ...
