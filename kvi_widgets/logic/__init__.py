"""What follows from answers: pure functions, frames in, frames and sentences out."""
