"""The stores of a crisis through time: accounts, issues, orders, shortages."""
