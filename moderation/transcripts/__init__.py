"""The exported record: one stream of rows, written as CSV or JSON by the worker."""
