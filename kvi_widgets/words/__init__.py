"""Words: find, read and check content packs, all that people read and teachers edit."""
