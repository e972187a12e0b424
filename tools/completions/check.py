#!/usr/bin/env python3
"""check.py BINARY: types command lines into bash, zsh and fish, presses Tab, and compares what comes of it.

Needs the three shells. Each is started without its user's settings, with the completions that BINARY prints, in a folder with the sample
archive and its index. Last run on 2026-11-30 with bash 5.2, zsh 5.9 and fish 3.6: all as it should be.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "archive"
# What is typed, and what the line becomes when Tab is pressed; or what is listed, where several are possible.
BECOMES = {
    "dateline sea": "dateline search ",
    "dateline search --index idx --country syr": "dateline search --index idx --country sy ",
    "dateline search --index idx --country sy,rus": "dateline search --index idx --country sy,ru ",
    "dateline search --index idx country:syr": "dateline search --index idx country:sy ",
    "dateline search --format csv --wi": "dateline search --format csv --with ",
    "dateline search --index idx --topic pol": "dateline search --index idx --topic politics ",
    "dateline index arch": "dateline index archive/",
}
LISTS = {
    "dateline search --index idx --country s": ["sy", "sd", "suhh"],
    "dateline search --index idx country:s": ["sy", "sd", "suhh"],
    "dateline search --format ": ["text", "jsonl", "bibtex"],
}


class Shell:
    """A shell at a terminal of its own."""

    def __init__(self, command, folder, environment, setup):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.type(setup + "; echo rea''dy\n")
        while "ready" not in self.seen():
            pass

    def type(self, text):
        os.write(self.terminal, text.encode())

    def seen(self, silence=1.5, patience=30):
        """What it writes, once it writes at all, until it has been silent for so long (in seconds), without control sequences."""
        written = b""
        while select.select([self.terminal], [], [], silence if written else patience)[0]:
            written += os.read(self.terminal, 1 << 16)
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]", "", written.decode("utf8", "replace"))

    def after_tab(self, line, times):
        self.type(line)
        self.seen()
        told = ""
        for _ in range(times):
            self.type("\t")
            told += self.seen()
        self.type("\x03")  # Ctrl-C: an empty line for the next
        self.seen()
        return told


def at_terminal(name, shell):
    faults = 0
    for typed, wanted in BECOMES.items():
        added = wanted[len(os.path.commonprefix([typed, wanted])):]
        told = shell.after_tab(typed, 1)
        if added.strip() not in told:
            faults += 1
            print(f"{name}: {typed!r} should become {wanted!r}; written: {told!r}")
    for typed, wanted in LISTS.items():
        told = shell.after_tab(typed, 2)
        missing = [value for value in wanted if not re.search(rf"(^|\s|country:){re.escape(value)}\b", told)]
        if missing or "archive/" in told:
            faults += 1
            print(f"{name}: {typed!r} should list {wanted} and no files; written: {told!r}")
    return faults


def in_fish(folder, environment):
    faults = 0
    for typed, wanted in [*BECOMES.items(), *LISTS.items()]:
        if typed.endswith(("syr", "rus")):
            continue  # fish offers nothing that does not hold what is typed.
        ask = f"source dateline.fish; complete -C '{typed}'"
        told = subprocess.run(["fish", "--no-config", "-c", ask], cwd=folder, env=environment, capture_output=True, text=True).stdout
        offered = [line.split("\t")[0] for line in told.splitlines()]
        values = wanted if isinstance(wanted, list) else [wanted.split()[-1]]
        missing = [value for value in values if not any(word in (value, f"country:{value}") for word in offered)]
        if missing or "archive/" in offered and "index" not in typed:
            faults += 1
            print(f"fish: {typed!r} should offer {values}; offered: {offered}")
    return faults


def main():
    binary = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        programs = Path(folder) / "programs"
        programs.mkdir()
        (programs / "dateline").symlink_to(binary)
        shutil.copytree(SAMPLE, Path(folder) / "archive")
        environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": folder, "TERM": "dumb", "LANG": "C.UTF-8", "COLUMNS": "200"}
        subprocess.run([binary, "index", SAMPLE, "--index", f"{folder}/idx"], env=environment, check=True, capture_output=True)
        for shell, name in (("bash", "dateline.bash"), ("zsh", "_dateline"), ("fish", "dateline.fish")):
            script = subprocess.run([binary, "completions", shell], env=environment, check=True, capture_output=True).stdout
            (Path(folder) / name).write_bytes(script)
        size = "stty cols 200 rows 100; "
        bash = Shell(["bash", "--norc", "--noprofile", "-i"], folder, environment, size + "bind 'set completion-query-items 0'; source ./dateline.bash")
        zsh = Shell(["zsh", "-f", "-i"], folder, environment, size + "LISTMAX=1000; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u")
        faults = at_terminal("bash", bash) + at_terminal("zsh", zsh) + in_fish(folder, environment)
        for shell in (bash, zsh):
            shell.type("exit\n")
            os.close(shell.terminal)
    print("all as it should be" if faults == 0 else f"{faults} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
