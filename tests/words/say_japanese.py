#!/usr/bin/env python3
"""Every problem of tests/errors, in a Japanese locale: no message and no hint may be left in English, nor be put together of English
pieces. What is quoted is data, and formulas, keys and commands stay as they are. Usage: say_japanese.py --attain PROGRAM ROOT"""
import os, re, subprocess, sys, tempfile
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden"))
import run_golden

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
QUOTED = re.compile(r"\"[^\"]*\"|`[^`]*`|'[^']*'|\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|attain [a-z -]+|--[a-z-]+|[A-Z_]{2,}")
ENGLISH = re.compile(r"(?:[a-z']{2,} ){2,}[a-z']{2,}")                # three words in a row
SAID = re.compile(r"(?:(?P<message>(?:^|: )(?:\u30a8\u30e9\u30fc|\u8b66\u544a): )|^   \u30d2\u30f3\u30c8: )(?P<text>.*?)(?:  \[[a-z-]+\])?$")


def command(attain, folder, words, out, **extra):
    if (words[0] == "run" or words[:2] == ["books", "export"]) and not {"--output", "-o"} & set(words):
        os.makedirs(os.path.dirname(out), exist_ok=True)
        words += ["--output", out]
    return subprocess.run([attain] + words, cwd=folder, capture_output=True, timeout=120,
                          env={**os.environ, "LC_ALL": "ja_JP.UTF-8", **extra})


def main():
    attain, root = os.path.abspath(sys.argv[2]), sys.argv[3]
    run_golden.command = command
    texts, problems = 0, []
    for base, _, names in sorted(os.walk(root)):
        if "cmd" not in names:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            _, said, _, _, _ = run_golden.run(attain, os.path.abspath(base), os.path.join(scratch, "out"))
        for line in said.splitlines():
            found = SAID.search(line)
            excerpt = re.match(r" *\d+ \| | +\| +\^", line)
            total = re.match("\u30a8\u30e9\u30fc [0-9]+ \u4ef6", line)
            if not found:
                if not excerpt and not total and not JAPANESE.search(line):
                    problems.append(f"{os.path.basename(base)}: not Japanese: {line}")
                continue
            texts += 1
            bare = QUOTED.sub("", found["text"])
            if ENGLISH.search(bare) or (re.search("[a-z]{2,} [a-z]{2,}", bare) and not JAPANESE.search(bare)):
                problems.append(f"{os.path.basename(base)}: English: {line}")
    for problem in problems:
        print(problem)
    print(f"{texts} messages and hints, {len(problems)} problems")
    sys.exit(bool(problems) or texts < 150)


if __name__ == "__main__":
    main()
