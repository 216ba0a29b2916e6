"""The words of a label in its policy's own language: banners, portions and every other place, EN, FR or other.

Grammar (Open XML SPIF 2.1, and ADatP-4774 for NATO's use of it): `[policy or what replaces it] [classification]
[each tag: prefix, values, suffix]`. A phrase is taken in the language asked for, else in its primary language
(`fr-CA`, then `fr`), else English, else the policy's own, else the name stands. `replacePolicy` may come from
the policy, the classification or a value, in that order. Values stand in the policy's order. An audience that
is empty is printed as such, so that it never looks like everybody. Display only: no decision reads a marking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coalition.labels.check import used_values
from coalition.labels.decision import names_nobody
from coalition.labels.label import Clearance, Label
from coalition.labels.policy import PLACES, Phrase, Policy, Qualifier

NOBODY = (Phrase("ORIGINATOR ONLY", "en"), Phrase("RÉSERVÉ À L'ORIGINATEUR", "fr"))
"""What stands in the place of an audience that is empty."""
BETWEEN_VALUES = "/"
BETWEEN_PARTS = " "
"""What stands between when the policy does not say."""
_PORTION = "portionMarking"
_PAGES = frozenset({"pageTop", "pageBottom"})
_ALL_PLACES = frozenset(PLACES)


def mark(policy: Policy, label: Label, *, language: str = "en", place: str = "pageBottom") -> str:
    """The label's marking for a place (`policy.PLACES`), in a language tag like `en`, `fr`, `fr-CA`.

    What the policy does not know is printed by its bare name, never left out.
    """
    parts = list(_banner(policy, label, language, place))
    return _joined(policy.qualifiers, parts, BETWEEN_PARTS, language, place)


def portion_mark(policy: Policy, label: Label, *, language: str = "en") -> str:
    """The label's marking for one paragraph, figure or row."""
    return mark(policy, label, language=language, place=_PORTION)


def page_marks(policy: Policy, label: Label, *, language: str = "en") -> tuple[str, str]:
    """The markings for the top and the bottom of a page."""
    return (
        mark(policy, label, language=language, place="pageTop"),
        mark(policy, label, language=language, place="pageBottom"),
    )


def mark_clearance(policy: Policy, clearance: Clearance, *, language: str = "en") -> str:
    """A clearance in words: its classifications in braces, lowest first, then its values."""
    held = [c for c in policy.classifications if c.name in clearance.classifications]
    ranked = sorted(held, key=lambda classification: classification.hierarchy)
    levels = "|".join(classification.name for classification in ranked)
    as_label = Label(clearance.policy, "", clearance.categories)
    tags = _value_parts(policy, as_label, language, "pageBottom")
    parts = [f"{{{levels}}}", *tags]
    return _joined(policy.qualifiers, parts, BETWEEN_PARTS, language, "pageBottom")


def _banner(policy: Policy, label: Label, language: str, place: str) -> Iterator[str]:
    """The parts of a marking, in order; empty ones are left out later."""
    yield _policy_word(policy, label, language, place)
    suppressed = any(
        "suppressClassName" in phrase.codes
        for _, value in used_values(policy, label)
        for phrase in _at(value.phrases, place)
    )
    if not suppressed:
        classification = policy.find_classification(label.classification)
        phrases = classification.phrases if classification is not None else ()
        yield _named(phrases, label.classification, language, place)
    yield from _tag_parts(policy, label, language, place)


def _policy_word(policy: Policy, label: Label, language: str, place: str) -> str:
    """The policy's name, or what stands in its place; a label of another policy is printed by its own."""
    if label.policy != policy.name:
        return label.policy
    classification = policy.find_classification(label.classification)
    sources = [policy.phrases, () if classification is None else classification.phrases]
    sources += [value.phrases for _, value in used_values(policy, label)]
    for phrases in sources:
        word = _spoken([p for p in _at(phrases, place) if "replacePolicy" in p.codes], language)
        if word is not None:
            return word.text or ""
    return policy.name


def _tag_parts(policy: Policy, label: Label, language: str, place: str) -> Iterator[str]:
    """What the categories say, what an empty audience says, and what the policy does not know."""
    yield from _value_parts(policy, label, language, place)
    if names_nobody(policy, label):
        word = _spoken(NOBODY, language)
        yield (word and word.text) or ""
    tags = {tag.name for tag in policy.tags}
    for category in label.categories:
        if category.tag not in tags:
            yield f"{category.tag}: {BETWEEN_VALUES.join(category.values)}"


def _value_parts(policy: Policy, label: Label, language: str, place: str) -> Iterator[str]:
    """For each tag with something to print: prefix, values, suffix."""
    for tag in policy.tags:
        values = [value for used, value in used_values(policy, label) if used is tag]
        shown = [
            word for value in values if (word := _named(value.phrases, value.name, language, place))
        ]
        known = {value.name for value in tag.values}
        shown += [name for name in label.values(tag.name) or () if name not in known]
        if shown:
            yield _joined(tag.qualifiers, shown, BETWEEN_VALUES, language, place)


def _named(phrases: Sequence[Phrase], name: str, language: str, place: str) -> str:
    """The phrase for a name at a place; the name itself where no phrase speaks; empty when it is hidden."""
    here = _at(phrases, place)
    hidden = any(code in p.codes for p in here for code in ("noNameDisplay", "noMarkingDisplay"))
    word = _spoken(
        [p for p in here if p.text is not None and "replacePolicy" not in p.codes], language
    )
    if word is not None and not any("noMarkingDisplay" in p.codes for p in here):
        return word.text or ""
    return "" if hidden else name


def _at(phrases: Sequence[Phrase], place: str) -> list[Phrase]:
    """The phrases that speak at a place: those that name it, then those that name none.

    Where no phrase names a place other than a page, what is said on pages is said there too.
    """
    exact = [phrase for phrase in phrases if place in _places(phrase)]
    anywhere = [phrase for phrase in phrases if not _places(phrase)]
    if exact or place in _PAGES:
        return exact + anywhere
    return anywhere + [phrase for phrase in phrases if _places(phrase) & _PAGES]


def _places(phrase: Phrase) -> frozenset[str]:
    """The places a phrase names."""
    both = _PAGES if "pageTopBottom" in phrase.codes else frozenset()
    return both | (frozenset(phrase.codes) & _ALL_PLACES)


def _spoken(phrases: Sequence[Phrase], language: str) -> Phrase | None:
    """The phrase in the language that comes first in the order of the module, or None."""
    for wanted in _languages(language):
        for phrase in phrases:
            if phrase.language.lower() == wanted:
                return phrase
    return None


def _languages(language: str) -> tuple[str, ...]:
    asked = language.lower()
    return tuple(dict.fromkeys((asked, asked.split("-")[0], "en", "")))


def _joined(
    qualifiers: Sequence[Qualifier], words: Iterable[str], between: str, language: str, place: str
) -> str:
    """The words that are not empty, with the separator of the qualifiers, else `between`, and their ends."""
    prefix, separator, suffix = (
        _qualifier(qualifiers, code, language, place) for code in ("prefix", "separator", "suffix")
    )
    whole = (between if separator is None else separator).join(word for word in words if word)
    return f"{prefix or ''}{whole}{suffix or ''}"


def _qualifier(qualifiers: Sequence[Qualifier], code: str, language: str, place: str) -> str | None:
    of_code = [q for q in qualifiers if q.code == code]
    own = [q for q in of_code if q.portion] if place == _PORTION else []
    usable = own or [q for q in of_code if not q.portion]
    for wanted in _languages(language):
        for qualifier in usable:
            if qualifier.language.lower() == wanted:
                return qualifier.text
    return None
