"""The command line: one module per command, no logic, one sink for output."""
