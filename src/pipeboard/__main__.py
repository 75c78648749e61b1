"""Runs the command line as ``python -m pipeboard``."""

from pipeboard.cli import main

if __name__ == "__main__":
    main()
