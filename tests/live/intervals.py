"""How much less patient than the product some of the processes are."""

SWEEPS_APART_SECONDS = 1.0
TASK_LIMIT_SECONDS = 8
