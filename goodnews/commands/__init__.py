"""What the tasks do, one module a task; `tasks.py` only parses, calls and prints."""
