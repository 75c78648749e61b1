"""pipeboard: a sales board for the terminal.

A map of the packages, lowest first; each imports only from those before it:

- ``errors``    the tree of errors
- ``domain``    what deals, stages, money and follow-ups are and the rules they keep; pure
- ``store``     the database: schema, journal, queries; the only place that knows SQL
- ``exchange``  reading and writing other people's files
- ``service``   what a person can do, each as one function on a workspace
- ``ui``        the full-screen app
- ``cli``       the command line, which wires everything together
"""

__version__ = "0.1.0"
