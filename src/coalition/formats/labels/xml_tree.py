"""A small XML document as a tree with line numbers, read so that hostile input is refused by name.

No document type, no entity, nothing outside the file, bounds on bytes, depth and number of elements, all met
while reading and not after (defusedxml over expat). Not here: what any element means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from coalition.errors import Fault, InputError
from coalition.formats.faults import CODES

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute `xml:lang`."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a document may weigh. The defaults suit a label; a policy is larger."""

    bytes_max: int = 256 * 1024
    elements_max: int = 5_000
    depth_max: int = 40


@dataclass(slots=True)
class Node:
    """An element: namespace and local name, attributes, children, its text stripped, and its line."""

    namespace: str
    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, *names: str) -> Iterator[Node]:
        """The children of these local names that share this element's namespace."""
        return (c for c in self.children if c.name in names and c.namespace == self.namespace)

    def find(self, name: str) -> Node | None:
        """The first such child, or None."""
        return next(self.all(name), None)

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def parse_xml(data: bytes, *, where: str, bounds: Bounds = Bounds()) -> Node:
    """The root element.

    Raises InputError with one fault: `file-too-large`, `unsafe-xml`, `too-deep`, `too-many-elements` or
    `xml-syntax`, with the line where there is one.
    """
    if len(data) > bounds.bytes_max:
        message = f"{len(data):,} bytes, more than the {bounds.bytes_max:,} that are read"
        raise _fault("file-too-large", where, message)
    builder = _Builder(where, bounds)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.line_of = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as error:
        message = f"a document type or entity, which no label needs ({type(error).__name__})"
        raise _fault("unsafe-xml", f"{where}:{builder.line_of()}", message) from None
    except ParseError as error:
        line = error.position[0]
        raise _fault("xml-syntax", f"{where}:{line}", str(error).partition(":")[0]) from None
    except (LookupError, ValueError) as error:
        raise _fault("xml-syntax", where, f"an encoding that cannot be read: {error}") from None
    if not isinstance(root, Node):
        raise _fault("xml-syntax", where, "no element")
    return root


def document_of(root: Element) -> bytes:
    """An element as an indented UTF-8 document that ends in a line break."""
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


class _Builder:
    """Receives what the parser meets and keeps the bounds."""

    def __init__(self, where: str, bounds: Bounds) -> None:
        self.line_of: Callable[[], int] = lambda: 0
        self._where, self._bounds = where, bounds
        self._open: list[Node] = []
        self._root: Node | None = None
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > self._bounds.elements_max:
            raise self._refused("too-many-elements", f"more than {self._bounds.elements_max:,}")
        if len(self._open) >= self._bounds.depth_max:
            raise self._refused("too-deep", f"nested deeper than {self._bounds.depth_max}")
        namespace, _, name = tag.rpartition("}")
        node = Node(namespace.removeprefix("{"), name, dict(attributes), self.line_of())
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)

    def data(self, text: str) -> None:
        """Text inside the innermost open element."""
        if self._open:
            self._open[-1].text += text

    def end(self, _tag: str) -> None:
        """An element ends."""
        node = self._open.pop()
        node.text = node.text.strip()

    def close(self) -> Node | None:
        """The root, when the document has ended."""
        return self._root

    def _refused(self, code: str, message: str) -> InputError:
        return _fault(code, f"{self._where}:{self.line_of()}", f"elements {message}")


def _fault(code: str, where: str, message: str) -> InputError:
    return InputError([Fault(where, code, message, CODES[code][1])])
