"""Places and ways over real geography: what lies between two places, through whose territory, how far.

    network   the door: `load_network`, `Network.find_way`, `find_ways_from`, `find_stops`
    land      road and rail over the European graph     access    how a place meets that graph
    estimate  road and rail over land beyond it         sea       lanes, canals and straits
    air       great circles, round closed airspace      stops     technical stops of a flight
    declared  what a book says of ways and closures     gauges    passages    facts with sources
    globe/    great circles, graphs, lattices, territories, outlines

Not here: whether a nation permits the crossing (`authority`), and whether a plan fits (`judge`).
"""
