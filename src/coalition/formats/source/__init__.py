"""From bytes on disk to grids of cell texts and TOML values with their lines; knows no column."""
