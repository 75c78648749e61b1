"""How an import is written: where its deals go (``places``), whom they are with (``parties``), and
the rows themselves (``writer``).
"""
