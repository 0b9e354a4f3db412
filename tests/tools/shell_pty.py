#!/usr/bin/env python3
"""Drives `guanxi shell` over a pseudo-terminal as a person would: completion, history, control-C, wide characters.

usage: shell_pty.py GUANXI [without-interrupt]

without-interrupt  leaves control-C out: the thread sanitizer holds a signal back until the program calls something that
                   it watches, and a shell that waits for a key calls nothing
"""
import fcntl
import os
import pathlib
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

PATIENCE = 60  # seconds until a screen that does not come is a failure; nothing waits that long when all is well
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TEXT = "2020年1月22日，中国国家主席习近平同法国总统马克龙通电话。\n2020年1月28日，习近平会见谭德塞。\n"


class Terminal:
    def __init__(self, command, environment):
        self.seen = ""
        self.child, self.screen = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
            os.execve(command[0], command, environment)

    def type(self, keys):
        os.write(self.screen, keys.encode())

    def wait_for(self, pattern):
        """Reads until the pattern stands in what was not looked at yet; returns the match."""
        end = time.monotonic() + PATIENCE
        while not (found := re.search(pattern, self.seen, re.DOTALL)):
            ready, _, _ = select.select([self.screen], [], [], max(0, end - time.monotonic()))
            if not ready:
                sys.exit(f"waited for {pattern!r} in vain; the screen:\n{self.seen}")
            try:
                read = os.read(self.screen, 65536)
            except OSError:
                read = b""
            if not read:
                sys.exit(f"the shell ended before {pattern!r} came; the screen:\n{self.seen}")
            self.seen = ESCAPES.sub("", self.seen + read.decode("utf-8", "replace"))
        self.seen = self.seen[found.end():]
        return found

    def end(self):
        self.type("\x04")
        while True:
            try:
                if not os.read(self.screen, 65536):
                    break
            except OSError:
                break
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


SKIPPED = 77  # told to CTest


def main():
    try:
        os.close(pty.openpty()[0])
    except OSError as error:
        print(f"this machine has no terminal to give: {error}")
        return SKIPPED
    guanxi = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        text, store = pathlib.Path(folder) / "a.txt", str(pathlib.Path(folder) / "store")
        text.write_text(TEXT, encoding="utf-8")
        subprocess.run([guanxi, "build", "--store", store, str(text)], check=True, stdout=subprocess.DEVNULL)
        environment = {"TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"],
                       "XDG_STATE_HOME": folder, "INPUTRC": "/dev/null"}
        command = [guanxi, "shell", "--store", store]

        shell = Terminal(command, environment)
        shell.wait_for(r"guanxi> ")
        shell.type("MATCH (p)-[c:pho\t")  # a relation
        shell.wait_for(r"c:phoned")
        shell.type("]-(q {name: '马克\t")  # a name; Tab closes the quotation
        shell.wait_for(r"马克龙")
        shell.type("}) RETURN p.name AS caller, c.time;\r")
        shell.wait_for(r"习近平\s+2020-01-22.*1 row\b.*guanxi> ")

        shell.type("\x1b[A")  # the query again, by the arrow up
        shell.wait_for(r"MATCH \(p\)-\[c:phoned\].*c\.time;")
        shell.type("\r")
        shell.wait_for(r"习近平\s+2020-01-22.*1 row\b.*guanxi> ")

        if sys.argv[2:] != ["without-interrupt"]:
            shell.type("MATCH (n) RETURN nonsen")  # a line that is dropped
            shell.wait_for(r"nonsen")
            shell.type("\x03")
            shell.wait_for(r"guanxi> ")
        shell.type("RETURN '谭德塞x\x7f\x7f塞' AS name;\r")  # a wide character is rubbed out whole
        shell.wait_for(r"谭德塞\r?\n.*1 row\b.*guanxi> ")
        shell.type("MATCH (x) RETRUN x;\r")
        shell.wait_for(r"line 1, column 11: .*guanxi> ")
        shell.type(":types\r")
        shell.wait_for(r"phoned.*guanxi> ")
        shell.type("RETURN 1 AS one;\r")
        shell.wait_for(r"1 row\b.*guanxi> ")
        status = shell.end()
        assert status == 0, f"exit status {status}"

        shell = Terminal(command, environment)  # history outlives the shell
        shell.wait_for(r"guanxi> ")
        shell.type("\x12c:phoned")  # searched backwards
        shell.wait_for(r"MATCH \(p\)-\[c:phoned\]")
        shell.type("\r")
        shell.wait_for(r"习近平\s+2020-01-22.*1 row\b.*guanxi> ")
        shell.end()
    print("the shell completes, remembers and forgets as it should")
    return 0


if __name__ == "__main__":
    sys.exit(main())
