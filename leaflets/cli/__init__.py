"""The command line: options become a verb's job, outcomes become a report."""
