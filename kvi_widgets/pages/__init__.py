"""Pages that are taken away: each one file, without any outside address, made by pure functions."""
