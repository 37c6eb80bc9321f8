"""Types lines into a program on a pseudo-terminal, each when its prompt is there.

Standard input: {"argv": [...], "env": {...}, "cwd": "...", "prompt": "READY> ", "lines": [...]}
Standard output: a list with what the terminal showed after each line.
"""

import json
import os
import pty
import re
import select
import signal
import sys
import time

job = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(job["cwd"])
    os.execvpe(job["argv"][0], job["argv"], job["env"])

prompt = job["prompt"].encode()


escapes = re.compile(rb"\x1b(?:[\[(][0-9;?]*[A-Za-z]?|\][^\x07]*\x07|[=>])")


def read_until(done, seconds=60):
    """Reads until nothing comes for a moment and what came satisfies done."""
    shown = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if not ready:
            if done(shown):
                return shown
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            return shown
        if not piece:
            return shown
        shown = escapes.sub(b"", shown + piece)
    return shown + b"\n(nothing more came)"


def at_prompt(shown):
    return shown.endswith(prompt)


pages = [read_until(lambda shown: shown != b"")]
for line in job["lines"]:
    os.write(terminal, line.encode() + b"\n")
    pages.append(read_until(at_prompt))
os.write(terminal, b"exit\n")
read_until(lambda shown: False, 2)
try:
    os.kill(pid, signal.SIGKILL)
except ProcessLookupError:
    pass
os.waitpid(pid, 0)
json.dump([page.decode(errors="replace") for page in pages], sys.stdout)
