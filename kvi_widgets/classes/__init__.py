"""What teachers do with a class: make, check, change and update its folder."""
