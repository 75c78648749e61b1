"""How fast the board is, what it takes and how little it writes, against a bare Textual app.

``python -m tests.bench`` measures the installed `pipeboard` on a pseudo-terminal, in turns with the
bare app, so that a noisy machine disturbs both alike. It is run on demand, never by pytest: a time
that a test asserts fails on a busy machine.
"""
