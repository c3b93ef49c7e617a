"""Every test, and every kernel that a test starts, keeps its answers in a folder of its own."""

import os
import tempfile
from pathlib import Path

os.environ["KVI_ANSWERS"] = str(Path(tempfile.mkdtemp(prefix="kvi-")) / "answers.json")
