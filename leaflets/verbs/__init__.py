"""One file a verb: what the command line does, without printing."""
