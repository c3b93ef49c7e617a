"""Pictures: pure functions, rows in, plain figures out."""
