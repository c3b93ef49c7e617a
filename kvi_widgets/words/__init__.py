"""Words: find, read and check content packs, all that people read and teachers edit.

A *pack* is the folder on disk (`pack_*` read and check its files),
*content* the pack as it was loaded (`content.Content`), and
*words* are the texts of one of its topics, ``content.words("map")``.
"""
