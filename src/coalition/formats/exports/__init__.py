"""What goes out of a judged plan: movement lists, workbooks and maps for other programs and people."""
