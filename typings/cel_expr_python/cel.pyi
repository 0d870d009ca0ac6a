"""The part of cel-expr-python 0.1.3 that forms/rules uses (the wheel has no py.typed)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

class Type:
    BOOL: ClassVar[Type]
    INT: ClassVar[Type]
    STRING: ClassVar[Type]
    TIMESTAMP: ClassVar[Type]
    @staticmethod
    def List(element_type: Type) -> Type: ...
    @staticmethod
    def AbstractType(name: str, params: Sequence[Type] = ...) -> Type: ...
    def name(self) -> str: ...

class Overload:
    def __init__(
        self,
        id: str,
        return_type: Type = ...,
        parameters: Sequence[Type] = ...,
        is_member: bool = ...,
        *,
        impl: Callable[..., Any] = ...,
    ) -> None: ...

class FunctionDecl:
    def __init__(self, name: str, overloads: Sequence[Overload]) -> None: ...

class Value:
    def value(self) -> Any: ...
    def type(self) -> Type: ...

class Expression:
    def eval(self, *, data: Mapping[str, Any]) -> Value: ...
    def return_type(self) -> Type: ...
    def serialize(self) -> bytes: ...

class Env:
    def compile(self, expression: str) -> Expression: ...

def NewEnv(
    *,
    variables: Mapping[str, Type] = ...,
    functions: Sequence[FunctionDecl] = ...,
) -> Env: ...
