"""The widgets: one class each, with its JavaScript and style beside it."""
