"""Consumption, days of supply, objectives, reorder, mutual support and the forecast of shortages."""
