"""Confidentiality labels: the lattice, the policies, the decision with its reasons, and the one door out.

Whoever holds items gives each a `Label`, interns it in a `LabelTable`, filters by `visible_among`, labels
what it derives with `join`, and lets nothing out but what `release` sealed. The rules stand in
`docs/explanation/labels.md`.
"""

from coalition.labels.check import check_label
from coalition.labels.decision import Decision, may_see
from coalition.labels.equivalence import Translation, translate
from coalition.labels.label import Category, Clearance, Kind, Label
from coalition.labels.label_json import (
    clearance_from_json,
    clearance_to_json,
    label_digest,
    label_from_json,
    label_to_json,
)
from coalition.labels.lattice import dominates, join, may_relabel
from coalition.labels.marking import mark, mark_clearance, page_marks, portion_mark
from coalition.labels.policies import (
    clearance_up_to,
    default_policy,
    member_label,
    national_label,
    traffic_light_policy,
)
from coalition.labels.policy import Policy
from coalition.labels.releasing import Leave, Released, is_controlled, may_release, release
from coalition.labels.table import LabelTable

__all__ = [
    "Category",
    "Clearance",
    "Decision",
    "Kind",
    "Label",
    "LabelTable",
    "Leave",
    "Policy",
    "Released",
    "Translation",
    "check_label",
    "clearance_from_json",
    "clearance_to_json",
    "clearance_up_to",
    "default_policy",
    "dominates",
    "is_controlled",
    "join",
    "label_digest",
    "label_from_json",
    "label_to_json",
    "mark",
    "mark_clearance",
    "may_relabel",
    "may_release",
    "may_see",
    "member_label",
    "national_label",
    "page_marks",
    "portion_mark",
    "release",
    "traffic_light_policy",
    "translate",
]
