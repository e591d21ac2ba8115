"""What runs first: importing the rest takes a moment, and Ctrl-C may come in it."""

import signal
import sys

from leaflets.problems import Exit

INTERRUPTED = "Interrupted. What was delivered is whole; pour again to go on."


def main() -> None:
    """Run the command line."""
    try:
        from leaflets.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write(f"{INTERRUPTED}\n")
        sys.exit(Exit.INTERRUPTED)
    finally:
        # All is delivered and told: who interrupts the leaving would change the status alone.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
