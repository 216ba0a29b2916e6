"""Series over time out of CSV files people publish."""
