"""Pictures: pure functions, frames in, plain figures out."""
