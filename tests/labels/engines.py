"""The label engine as it is, and copies of it with one line changed, loaded beside it under other names."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import coalition.labels

SOURCE = Path(coalition.labels.__file__).parent
_TRUE = "coalition.labels"


@dataclass(frozen=True)
class Engine:
    """A copy of the package `coalition.labels` by the name under which it is loaded."""

    package: str = _TRUE

    def module(self, name: str) -> ModuleType:
        return importlib.import_module(f"{self.package}.{name}")

    @property
    def face(self) -> ModuleType:
        return importlib.import_module(self.package)


@dataclass(frozen=True)
class Mutant:
    """One slip: in `file` of the package, `old`, which stands there once, becomes `new`."""

    file: str
    old: str
    new: str
    slip: str


@contextmanager
def planted(mutant: Mutant) -> Iterator[Engine]:
    """The engine with the slip, as long as the context lasts."""
    source = (SOURCE / mutant.file).read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise LookupError(f"{mutant.file}: the line of `{mutant.slip}` is not there once")
    package = "mutant_labels"
    finder = _Finder(package, {SOURCE / mutant.file: source.replace(mutant.old, mutant.new)})
    sys.meta_path.insert(0, finder)
    try:
        yield Engine(package)
    finally:
        sys.meta_path.remove(finder)
        for name in [n for n in sys.modules if n.split(".")[0] == package]:
            del sys.modules[name]


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, package: str, changed: dict[Path, str]) -> None:
        self._package, self._changed = package, changed

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name.split(".", maxsplit=1)[0] != self._package:
            return None
        is_package = self._file(name).name == "__init__.py"
        return importlib.util.spec_from_loader(name, self, is_package=is_package)

    def exec_module(self, module: ModuleType) -> None:
        file = self._file(module.__name__)
        source = self._changed.get(file) or file.read_text(encoding="utf-8")
        renamed = source.replace(_TRUE, self._package)
        exec(compile(renamed, str(file), "exec"), module.__dict__)

    def _file(self, name: str) -> Path:
        inner = SOURCE.joinpath(*name.split(".")[1:])
        return inner / "__init__.py" if inner.is_dir() else inner.with_suffix(".py")
