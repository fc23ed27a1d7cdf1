"""What is written down of each request and task: structured lines that name nobody."""
