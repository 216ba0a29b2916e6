"""Where to keep which stocks before anyone knows the crisis, under chance and under law."""
