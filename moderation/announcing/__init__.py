"""What staff tell participants outside of the questions: written, looked at, and let out."""
