"""The answer as a JSON text that anyone can write by hand, read back, or have checked.

    {"instance": "name", "cost": 123, "bound": 120, "routes": {"commodity id": [["arc id", minute], ...]}}

`judging.service_design` checks such a text against the text of the instance and shares no code with this.
"""

from __future__ import annotations

import json

from coalition.planning.service_design.instance import Answer, Instance


def answer_text(instance: Instance, answer: Answer, bound: int) -> str:
    """One route a line, in the order of the instance."""
    routes = [
        f"    {json.dumps(goods.id)}: "
        + json.dumps([[instance.arcs[leg.arc].id, leg.departs] for leg in legs])
        for goods, legs in zip(instance.commodities, answer.legs, strict=True)
    ]
    head = (
        f'  "instance": {json.dumps(instance.name)},\n  "cost": {answer.cost},\n  "bound": {bound},'
    )
    return "{\n" + head + '\n  "routes": {\n' + ",\n".join(routes) + "\n  }\n}\n"
