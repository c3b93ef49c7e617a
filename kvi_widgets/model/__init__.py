"""Answers: their tables, their file, and how all of it survives."""
