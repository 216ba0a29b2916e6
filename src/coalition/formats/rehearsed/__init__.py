"""How a rehearsal is written down: JSON, CSV, Parquet, a page with pictures, a story."""
