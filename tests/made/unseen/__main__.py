"""Write the made-up corpus of a seed: `python -m tests.made.unseen FOLDER SEED`."""

import sys
from pathlib import Path

from tests.made.unseen import write

write(Path(sys.argv[1]), int(sys.argv[2]))
