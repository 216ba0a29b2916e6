"""Whether what something rests on still holds: plans, orders, consignments, tasks."""
