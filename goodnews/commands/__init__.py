"""One module a task: what `tasks.py` calls with what was typed.

`root` is the project's root, `now` an aware moment, `environ` where secrets and GitHub's variables are; `say`
is told a calm line for each step, and `progress` shows how long work is. What a person or the world has to
mend is raised as `ContentError` or `CommandError`, and then nothing was written but what the message says.
"""
