"""Keep a crisis supplied: days of supply, shortages with their dates, orders that ride on the plan."""
