"""How a text was read, to look at: the text as it came, tinted by block and field, with what each was taken to mean.

``lines`` cuts a text into lines and pieces, ``understanding`` says in words what its fields mean, ``markup`` and
``style`` bring both to a page; the command line brings them to a terminal.
"""
