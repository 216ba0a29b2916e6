"""Laws of validity, of markings and of translation, each a function of an engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.labels.engines import Engine

from coalition.errors import InputError


def every_fault_of_a_label_is_told_at_once(engine: Engine) -> None:
    policy = _ruled(engine)
    label = _label(engine, "RULED", "HIGH", needs=("A", "B"), marks=("X", "Y"))
    codes = [
        fault.code for fault in engine.face.check_label(policy, label, new=True, on="2020-01-01")
    ]
    assert sorted(codes) == sorted([
        "excluded-class", "excluded-category", "required-category", "selection", "obsolete",
        "not-in-force", "required-class", "required-category",
    ])  # fmt: skip


def a_rule_is_kept_by_what_satisfies_it(engine: Engine) -> None:
    policy, check = _ruled(engine), engine.face.check_label
    assert not check(policy, _label(engine, "RULED", "LOW", needs=("B",), marks=("Z",)))
    assert not check(policy, _label(engine, "RULED", "LOW", marks=("Z",)), on="2020-01-01")
    both = _label(engine, "RULED", "LOW", needs=("B",), marks=("Z", "V"))
    assert [fault.code for fault in check(policy, both)] == ["selection", "required-category"]
    assert [f.code for f in check(policy, replace(both, policy="OTHER"))] == ["foreign-policy"]
    unknown = _label(engine, "RULED", "MIDDLE", needs=("Q",))
    assert [f.code for f in check(policy, unknown)] == ["unknown-in-policy"] * 2


def no_audience_is_a_fault_where_silence_is_nobody(engine: Engine) -> None:
    policy, label = engine.face.default_policy(), engine.face.Label("ALLIANCE", "SECRET")
    assert [fault.code for fault in engine.face.check_label(policy, label)] == ["no-audience"]
    assert not engine.face.check_label(policy, engine.face.national_label("DEU"))


def a_marking_is_in_the_language_asked_for(engine: Engine) -> None:
    policy, mark = engine.face.default_policy(), engine.face.mark
    label = _label(
        engine, "ALLIANCE", "RESTRICTED",
        **{"Releasable To": ("NATO", "JPN", "CHE"), "Administrative": ("STAFF", "MEDICAL")},
    )  # fmt: skip
    english = "ALLIANCE RESTRICTED Releasable to NATO, Switzerland, Japan - STAFF MEDICAL"
    french = "ALLIANCE DIFFUSION RESTREINTE Communicable à OTAN, Suisse, Japon - PERSONNEL MÉDICAL"
    assert [mark(policy, label, language=tag) for tag in ("en", "en-GB", "pl")] == [english] * 3
    assert [mark(policy, label, language=tag) for tag in ("fr", "fr-CA", "FR")] == [french] * 3
    assert engine.face.page_marks(policy, label) == (english, english)
    assert engine.face.portion_mark(policy, label) == "(R REL TO NATO, CHE, JPN - STAFF MEDICAL)"


def a_marking_of_nobody_never_looks_like_one_of_somebody(engine: Engine) -> None:
    policy, mark = engine.face.default_policy(), engine.face.mark
    silent = engine.face.Label("ALLIANCE", "SECRET")
    empty = _label(engine, "ALLIANCE", "SECRET", Only=())
    assert mark(policy, silent) == mark(policy, empty) == "ALLIANCE SECRET ORIGINATOR ONLY"
    assert mark(policy, empty, language="fr") == "ALLIANCE SECRET RÉSERVÉ À L'ORIGINATEUR"


def what_a_policy_replaces_suppresses_or_hides_is_not_printed(engine: Engine) -> None:
    mark, policy = engine.face.mark, _worded(engine)
    assert mark(policy, _label(engine, "WORDED", "TOP")) == "COSMIC TOP"
    assert mark(policy, _label(engine, "WORDED", "TOP"), language="fr") == "COSMIC HAUT"
    assert mark(policy, _label(engine, "WORDED", "LOW", T=("A", "B"))) == "WORDED LOW <first+B>"
    assert mark(policy, _label(engine, "WORDED", "LOW", T=("S",))) == "WORDED <whole>"
    assert mark(policy, _label(engine, "WORDED", "LOW", T=("R", "B"))) == "WORDED/R LOW <B>"
    assert mark(policy, _label(engine, "WORDED", "LOW", T=("H",))) == "WORDED LOW"
    assert mark(policy, _label(engine, "WORDED", "LOW", T=("P",))) == "WORDED LOW <P>"
    top = mark(policy, _label(engine, "WORDED", "LOW", T=("P",)), place="pageTop")
    assert top == "WORDED LOW <on top>"


def words_a_policy_does_not_know_are_printed_bare(engine: Engine) -> None:
    label = _label(engine, "WORDED", "UNHEARD", T=("UNHEARD",), U=("V",))
    assert engine.face.mark(_worded(engine), label) == "WORDED UNHEARD <UNHEARD> U: V"
    foreign = replace(label, policy="OTHER")
    assert engine.face.mark(_worded(engine), foreign) == "OTHER UNHEARD <UNHEARD> U: V"


def a_translation_never_loses_what_restricts(engine: Engine) -> None:
    translate, (near, far) = engine.face.translate, _equivalent(engine)
    done = translate(
        near, far, _label(engine, "NEAR", "N2", ("AAA",), R=("keep",), P=("a", "b"), I=("note",))
    )
    assert done.label == _label(
        engine, "FAR", "F3", ("AAA",), fR=("KEPT", "ADDED"), fP=("A",), fI=("ALWAYS",)
    )
    assert done.left_behind == ("I: note has no equivalent", "P: b has no equivalent")
    for lost in ({"R": ("drop",)}, {"R": ("none",)}, {"P": ("b",)}, {"P": ()}, {"I": ("held",)}):
        with pytest.raises(InputError):
            translate(near, far, _label(engine, "NEAR", "N2", **lost))
    with pytest.raises(InputError):
        translate(near, far, _label(engine, "NEAR", "N1"))
    with pytest.raises(InputError):
        translate(near, engine.face.default_policy(), _label(engine, "NEAR", "N2"))


def two_audiences_that_become_one_are_intersected(engine: Engine) -> None:
    near, far = _equivalent(engine)
    done = engine.face.translate(near, far, _label(engine, "NEAR", "N2", P=("a", "c"), Q=("c",)))
    assert done.label.values("fP") == ("C",)
    apart = engine.face.translate(near, far, _label(engine, "NEAR", "N2", P=("a",), Q=("c",)))
    assert apart.label.values("fP") == ()


def a_policy_may_say_what_foreign_words_become_on_the_way_in(engine: Engine) -> None:
    near, far = _equivalent(engine)
    back = engine.face.translate(far, near, _label(engine, "FAR", "F3", ("BBB",), fP=("A",)))
    assert back.label == _label(engine, "NEAR", "N2", ("BBB",), P=("a",))


def _label(
    engine: Engine, policy: str, level: str, by: tuple[str, ...] = (), **tags: tuple[str, ...]
) -> Any:
    """A label whose tags have their kinds by name: of the small policies here, and of the embedded one."""
    kinds = {
        **dict.fromkeys(("needs", "R", "fR", "Additional Sensitivity"), "restrictive"),
        **dict.fromkeys(("P", "Q", "fP", "Releasable To", "Only"), "permissive"),
    }
    categories = (
        engine.face.Category(tag, kinds.get(tag, "informative"), values)
        for tag, values in tags.items()
    )
    return engine.face.Label(policy, level, tuple(categories), by)


def _levels(nouns: Any, *names: str) -> tuple[Any, ...]:
    return tuple(nouns.Classification(n, str(p), p) for p, n in enumerate(names, start=1))


def _ruled(engine: Engine) -> Any:
    """A policy with one rule of each kind."""
    nouns, kind = engine.module("policy"), engine.face.Kind
    group = nouns.Group
    needs = nouns.Tag(
        "needs", kind.RESTRICTIVE,
        (
            nouns.Value("A", "1", excluded_classes=("HIGH",),
                        excluded=(group("marks", kind.INFORMATIVE, "1"),)),
            nouns.Value("B", "2", required_class="LOW"),
        ),
        tag_set="needs", set_id="1.1",
    )  # fmt: skip
    marks = nouns.Tag(
        "marks", kind.INFORMATIVE,
        (
            nouns.Value("X", "1", obsolete=True, until="2019-12-31"),
            nouns.Value("Y", "2", needed=(nouns.Needed("onlyOne", (group("marks", kind.INFORMATIVE, "4"),)),)),
            nouns.Value("Z", "3", since="2020-01-01", until="2020-01-01"),
            nouns.Value("W", "4"),
            nouns.Value("V", "5", needed=(
                nouns.Needed("onlyOne", (group("needs", kind.RESTRICTIVE), group("marks", kind.INFORMATIVE))),
            )),
        ),
        tag_set="marks", set_id="1.2", most=1,
    )  # fmt: skip
    levels = (
        nouns.Classification("LOW", "1", 1),
        nouns.Classification("HIGH", "2", 2, needed=(
            nouns.Needed("all", (group("needs", kind.RESTRICTIVE, "1"), group("marks", kind.INFORMATIVE, "4"))),
        )),
    )  # fmt: skip
    return nouns.Policy("RULED", "1.0", levels, (needs, marks))


def _worded(engine: Engine) -> Any:
    """A policy with one phrase of each manner."""
    nouns, kind = engine.module("policy"), engine.face.Kind
    phrase = nouns.Phrase
    values = (
        nouns.Value("A", "1", (phrase("first", "", ("pageTopBottom",)),)),
        nouns.Value("B", "2"),
        nouns.Value("S", "3", (phrase("whole", "", ("suppressClassName",)),)),
        nouns.Value("R", "4", (phrase("WORDED/R", "", ("replacePolicy", "noNameDisplay")),)),
        nouns.Value("H", "5", (phrase("unsaid", "", ("noMarkingDisplay",)),)),
        nouns.Value("P", "6", (phrase("on top", "", ("pageTop",)),)),
    )
    ends = (("prefix", "<"), ("separator", "+"), ("suffix", ">"))
    tag = nouns.Tag(
        "T", kind.INFORMATIVE, values, qualifiers=tuple(nouns.Qualifier(c, t) for c, t in ends)
    )
    top = nouns.Classification(
        "TOP",
        "2",
        2,
        phrases=(
            phrase("COSMIC", "", ("replacePolicy",)),
            phrase("HAUT", "fr", ("pageTopBottom",)),
        ),
    )
    return nouns.Policy("WORDED", "1.3", (nouns.Classification("LOW", "1", 1), top), (tag,))


def _equivalent(engine: Engine) -> tuple[Any, Any]:
    """Two policies, the first saying what its words become in the second, and back for some."""
    nouns, kind = engine.module("policy"), engine.face.Kind
    same = nouns.Equivalent

    def value(name: str, lacv: str, *images: Any, **more: Any) -> Any:
        return nouns.Value(name, lacv, equivalents=images, **more)

    def image(tag_set: str, of: Any, lacv: str, applied: str = "encrypt", **more: Any) -> Any:
        return same("FAR", lacv, applied, tag_set=tag_set, kind=of, **more)

    restrictive, permissive, informative = kind.RESTRICTIVE, kind.PERMISSIVE, kind.INFORMATIVE
    added = nouns.Needed("all", (nouns.Group("fR", restrictive, "2"),))
    always = nouns.Needed("all", (nouns.Group("fI", informative, "1"),))
    near = nouns.Policy(
        "NEAR", "1.5",
        (
            nouns.Classification("N1", "1", 1),
            nouns.Classification("N2", "2", 2, equivalents=(
                same("FAR", "2", "encrypt"), same("FAR", "3", "both", (added,)),
            )),
        ),
        (
            nouns.Tag("R", restrictive, (
                value("keep", "1", image("2.1", restrictive, "1")),
                value("drop", "2", image("2.1", restrictive, "1", discard=True)),
                value("none", "3"),
            ), "R", "1.5.1"),
            nouns.Tag("P", permissive, (
                value("a", "1", image("2.2", permissive, "1", "both")), value("b", "2"),
                value("c", "3", image("2.2", permissive, "2")),
            ), "P", "1.5.2"),
            nouns.Tag("Q", permissive, (value("c", "1", image("2.2", permissive, "2")),), "Q", "1.5.3"),
            nouns.Tag("I", informative, (value("note", "1"), value("held", "2", consent=True)), "I", "1.5.4"),
        ),
        equivalents=(nouns.Foreign("FAR", "1.6", (always,)),),
    )  # fmt: skip
    far = nouns.Policy(
        "FAR", "1.6", _levels(nouns, "F1", "F2", "F3"),
        (
            nouns.Tag("fR", restrictive, (value("KEPT", "1"), value("ADDED", "2")), "fR", "2.1"),
            nouns.Tag("fP", permissive, (value("A", "1"), value("C", "2")), "fP", "2.2"),
            nouns.Tag("fI", informative, (value("ALWAYS", "1"),), "fI", "2.3"),
        ),
    )  # fmt: skip
    return near, far
