"""The gate: who may read which reply, and which questions and stages exist for whom.

Everything here is a condition inside one query. `peers` and `staff` answer for replies,
`questions` for questions, `openness` for stages; nothing else in the product decides it.
"""
