"""Policies that come with the program, as data: an alliance's (fictional) and the Traffic Light Protocol."""

from coalition.labels.policies.alliance import (
    clearance_up_to,
    default_policy,
    member_label,
    national_label,
)
from coalition.labels.policies.traffic_light import traffic_light_policy

__all__ = [
    "clearance_up_to",
    "default_policy",
    "member_label",
    "national_label",
    "traffic_light_policy",
]
