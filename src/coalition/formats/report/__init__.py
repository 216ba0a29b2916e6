"""The report people see first: one self-contained page and its pictures, made from a judged plan.

    content   what the report needs, as plain nouns     writer    `write_report`, the door
    travel    legs and deliveries read off the trips    page      what the template is filled with
    headline  the answer in words                       tables    the rows of every table
    drawing/  SVG, scales, colours, lettering           pictures/ map, Gantt, lanes, curves

Not here: whether the plan is right (`judge`), why something is late (`explanation`).
"""
