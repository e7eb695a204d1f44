#!/usr/bin/env python3
"""Runs `attain check` on every example of a manual.

A manual is Markdown. An HTML comment on the line before a fenced block says what to do with it:

    <!-- file: tour/plans/se.yaml -->      the next block is this file; a later one replaces it
    <!-- check: tour -->                   run `attain check` in tour/: exit 0
    <!-- check: tour -p steeper -->        with these options
    <!-- check: tour fails: weights -->    exit 3, and a problem of this name; the file of the
                                           block before is then taken away again

Every yaml block needs a file comment, and every file must be checked at least once after it.

    manual_examples.py --attain build/attain plans/README.md
"""
import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

FILE = re.compile(r"^<!-- file: (\S+) -->$")
CHECK = re.compile(r"^<!-- check: (\S+)((?: (?!fails:)\S+)*)(?: fails: (\S+))? -->$")


def steps(manual):
    """Yields ("file", line, path, text) and ("check", line, case, options, fails)."""
    lines = manual.read_text(encoding="utf-8").splitlines()
    name, at = None, 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if match := FILE.match(line):
            name = match[1]
        elif match := CHECK.match(line):
            yield "check", at, match[1], shlex.split(match[2]), match[3]
        elif line.startswith("```"):
            start, block = at, []
            while lines[at] != "```":
                block.append(lines[at])
                at += 1
            at += 1
            if name:
                yield "file", start, name, "\n".join(block) + "\n"
            elif line == "```yaml":
                raise SystemExit(f"{manual}:{start}: a yaml block without <!-- file: ... -->")
            name = None


def run_check(attain, folder, options):
    command = [attain, "check", "--color", "never", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def problem_of(status, output, fails):
    if fails is None:
        return None if status == 0 else f"exit {status}, expected 0"
    if status != 3:
        return f"exit {status}, expected 3"
    return None if f"[{fails}]" in output else f"no problem named [{fails}]"


def run_manual(attain, manual, root):
    checked, failed, unchecked, last = 0, 0, {}, None
    for kind, line, name, *rest in steps(manual):
        if kind == "file":
            last = root / name
            last.parent.mkdir(parents=True, exist_ok=True)
            last.write_text(rest[0], encoding="utf-8")
            unchecked[name] = line
            continue
        options, fails = rest
        status, output = run_check(attain, root / name, options)
        problem = problem_of(status, output, fails)
        checked += 1
        if problem:
            failed += 1
            print(f"{manual}:{line}: {problem}\n{output}", file=sys.stderr)
        if fails and last:
            last.unlink()
        unchecked = {path: at for path, at in unchecked.items() if not path.startswith(name)}
    for path, line in unchecked.items():
        failed += 1
        print(f"{manual}:{line}: {path} is never checked", file=sys.stderr)
    print(f"{manual}: {checked} checks, {failed} failed")
    return failed == 0 and checked > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attain", required=True, type=pathlib.Path)
    parser.add_argument("manuals", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    good = True
    for manual in arguments.manuals:
        with tempfile.TemporaryDirectory() as root:
            good = run_manual(arguments.attain.resolve(), manual, pathlib.Path(root)) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
