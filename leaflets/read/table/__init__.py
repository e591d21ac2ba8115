"""Tables of regions: a file as a spreadsheet saved it → rows with the spreadsheet's own numbers."""
