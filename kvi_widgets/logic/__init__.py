"""What follows from answers: pure functions, rows in, rows and sentences out."""
