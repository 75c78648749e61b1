"""The command line, which wires config, workspace and app together.

``program`` has the flags and the table of commands, ``session`` what they all need; each other
module has a group of commands, and is imported when one of them is called.
"""


def main() -> None:
    """Runs the command line; ends the process with the exit code that the README lists."""
    import gc
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # no traceback while the rest is imported
    from pipeboard.cli.leaving import end, leave_on_signals

    leave_on_signals()
    gc.disable()  # imports make much that stays and little garbage; Session turns it on again
    try:
        from pipeboard.cli.program import program

        program.main(prog_name="pipeboard")
    except SystemExit as ended:
        end(ended.code if isinstance(ended.code, int) else 1)
