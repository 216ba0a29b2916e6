"""Tables in XLSX workbooks (ECMA-376): checked before they are opened, read and written cell by cell."""
