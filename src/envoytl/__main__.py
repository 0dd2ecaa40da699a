"""`python -m envoytl`."""

import sys

from envoytl.cli import main

sys.exit(main())
