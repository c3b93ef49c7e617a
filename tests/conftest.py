"""Every test, and every kernel that a test starts, keeps its answers in a folder of its own."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

os.environ["KVI_ANSWERS"] = str(Path(tempfile.mkdtemp(prefix="kvi-")) / "answers.json")

# A machine that is busy with browsers may take its time for one example, and CI asks the same ones each time.
settings.register_profile("kit", deadline=None, derandomize="KVI_NIGHTLY" not in os.environ)
settings.load_profile("kit")
