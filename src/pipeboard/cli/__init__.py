"""The command line, which wires config, workspace and app together.

``program`` has the flags and the table of commands, ``session`` what they all need; each other
module has a group of commands, and is imported when one of them is called.
"""


def main() -> None:
    """Runs the command line; ends the process with the exit code that the README lists."""
    import gc
    import signal
    import sys

    def leave(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    for ending in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        if signal.getsignal(ending) is signal.SIG_DFL:  # not ignored, as under nohup
            signal.signal(ending, leave)
    gc.disable()  # imports make much that stays and little garbage; Session turns it on again
    try:
        from pipeboard.cli.program import program

        program.main(prog_name="pipeboard")
    except KeyboardInterrupt:
        sys.exit(130)
