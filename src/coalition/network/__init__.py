"""Places and ways over real geography: what lies between two places, through whose territory, how far.

    network      the door: `load_network`, `Network.find_way`, `find_ways_from`, `find_stops`
    land         road and rail over the European graph; an estimate over land where it does not reach
    sea          sea lanes with closable canals and straits
    air          great circles, round closed airspace, with technical stops
    declared     what a book says of a way, and what is closed when
    graph        shortest ways in one graph          lattice      lawful lines over the globe
    territories  whose land a point is, outlines     arcs         great circles
    passages     canals and straits as facts         gauges       track gauges as facts

Not here: whether a nation permits the crossing (`authority`), and whether a plan fits (`judge`).
"""
