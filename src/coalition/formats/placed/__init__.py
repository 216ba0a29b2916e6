"""What pre-positioning answers, as files: rows, JSON, maps, pictures, one page."""
