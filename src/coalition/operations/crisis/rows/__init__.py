"""What lists show: one frozen row a thing, made from one view and nothing else.

ground      what rows are made from
shown       labels as people read them; titles and names of objects
listing     a list: its rows, order, filters
demand      requirements and what covers them
giving      contributions, consents, forces, stocks
deciding    bodies, proposals, drafts
watching    escalation, orders, tasks, transfers, disputes, consignments
planned     plans, movements, lanes, missing assents
history     events and objects of any kind
"""
