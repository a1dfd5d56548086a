"""The seed, and the certainty that the same seed draws the same processes.

Hypothesis mixes numbers into what it draws that it finds in the source of whatever modules happen to be loaded. A
process would then depend on which tests ran before, in which process, and on any number changed anywhere in the
program: nobody could draw a failure again. So it finds none.
"""

import os

from hypothesis.internal.conjecture import providers

SEED = int(os.environ.get("SEED", "1"))

providers._get_local_constants = lambda: providers._local_constants
