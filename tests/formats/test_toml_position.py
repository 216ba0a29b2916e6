"""Every key of a TOML text has its line, or that of its nearest parent."""

from __future__ import annotations

from coalition.formats.source.toml_position import line_of, lines_of

TEXT = """\
title = "x"
[groups]
a.b = [
  "DEU",
  { deep = 1 },
]
# a comment
[[body]]
id = "c"
[[body]]
id = "d"
d = { least = 1,
  all = ["x"] }
[[body.party]]
"quoted key" = 1
[body.more]
z = 1
"""


def test_keys_tables_arrays_and_items_have_their_lines() -> None:
    lines = lines_of(TEXT)
    expected = {
        ("title",): 1, ("groups",): 2, ("groups", "a", "b"): 3, ("groups", "a", "b", 0): 4,
        ("groups", "a", "b", 1, "deep"): 5, ("body", 0): 8, ("body", 0, "id"): 9, ("body", 1, "id"): 11,
        ("body", 1, "d", "least"): 12, ("body", 1, "party", 0): 14, ("body", 1, "party", 0, "quoted key"): 15,
        ("body", 1, "more", "z"): 17,
    }  # fmt: skip
    assert {path: lines.get(path) for path in expected} == expected


def test_an_unknown_path_has_the_line_of_its_nearest_parent() -> None:
    lines = lines_of(TEXT)
    assert line_of(lines, ("body", 1, "d", "most", "never")) == 12
    assert line_of(lines, ("nothing",)) == 1


def test_letters_of_many_bytes_move_no_line() -> None:
    assert lines_of('a = "äöü→"\nb = 1\n')[("b",)] == 2
