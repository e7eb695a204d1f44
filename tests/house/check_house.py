#!/usr/bin/env python3
"""The house's own rules: include edges run downward, one door to each library, no binary numbers before the workbook, no
calls that only the command line may make, sizes that a reader can hold, a folder for every diagnostic and every reason."""
import os, re, sys

ROOT = sys.argv[1]
ROOMS = {"base": [], "records": ["base"], "intake": ["records", "base"], "plan": ["records", "base"],
         "engine": ["plan", "records", "base"], "books": ["engine", "plan", "records", "base"], "compare": ["engine", "plan", "records", "base"], "workbook": ["base"],
         "report": ["workbook", "compare", "books", "engine", "plan", "records", "base"], "cli": ["report", "workbook", "compare", "books", "engine", "plan", "intake", "records", "base"]}
DOORS = {"memory": "base", "text": "base", "number": "base", "calendar": "base", "diag": "base", "file": "base",
         "jobs": "base", "currency": "base", "currencies": "base", "tree": "base", "hash": "base", "buffer": "base", "csv_out": "base", "diagnostics": "base", "records": "records", "edit": "records", "column_types": "records",
         "intake": "intake", "formula": "plan", "rate": "plan", "design": "plan", "ledger": "engine", "notes": "engine",
         "engine": "engine", "booked": "engine", "causes": "engine", "deferral": "engine", "books": "books", "report": "report", "run_record": "report", "rerun": "report", "diff": "report",
         "explain": "report", "words": "base", "workbook": "workbook", "workbook_cells": "workbook", "verify": "report", "trace": "engine", "answer": "engine", "reasons": "engine",
         "variant": "plan", "lint": "plan", "findings": "plan", "lint_history": "compare", "compare": "compare", "sweep": "compare", "plan_diff": "report", "compare_report": "report"}
LIBRARIES = {"csv.h": "intake", "yaml.h": "base", "xlsxwriter.h": "workbook", "expat.h": "workbook", "zlib.h": "workbook", "gmp.h": "base",
             "sqlite3.h": "books"}
BANNED = r"\b(strtok|localtime|gmtime|setlocale|getenv|exit|abort|printf|fprintf)\s*\("
problems = []


def files(folder, endings):
    for base, _, names in os.walk(os.path.join(ROOT, folder)):
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.join(base, name)


def code_of(text):
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)
    return re.sub(r'"(\\.|[^"\\\n])*"', '""', text)


def check_includes(path, room, text):
    for name in re.findall(r'#include "attain/(\w+)\.\w+"', text):
        door = DOORS.get(name)
        if door is None:
            problems.append(f"{path}: attain/{name} belongs to no room")
        elif door != room and door not in ROOMS[room]:
            problems.append(f"{path}: {room} may not know {door} (attain/{name}.h)")
    for name in re.findall(r"#include <(\S+)>", text):
        if name in LIBRARIES:
            seen.setdefault(name, []).append(path)
            if LIBRARIES[name] != room:
                problems.append(f"{path}: <{name}> belongs to {LIBRARIES[name]}")


def check_form(path, text):
    lines = text.split("\n")
    if len(lines) > 600:
        problems.append(f"{path}: {len(lines)} lines")
    for number, line in enumerate(lines, 1):
        if len(line) > 100:
            problems.append(f"{path}:{number}: {len(line)} columns")
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start - 1 > 70:
                problems.append(f"{path}:{start}: a function of {number - start - 1} lines")
            start = None


seen = {}
count = 0
for path in files("src", (".c", ".h", ".def")):
    count += 1
    room = os.path.relpath(path, os.path.join(ROOT, "src")).split(os.sep)[0]
    text = open(path, encoding="utf-8").read()
    code = code_of(text)
    check_includes(path, room, text)
    check_form(path, text)
    if room != "workbook" and re.search(r"\b(double|float)\b", code):
        problems.append(f"{path}: binary numbers belong to the workbook room")
    if room != "cli" and re.search(BANNED, code):
        problems.append(f"{path}: {re.search(BANNED, code).group()} belongs to the command line")
for path in files("include", (".h", ".def")):
    count += 1
    text = open(path, encoding="utf-8").read()
    name = os.path.basename(path).split(".")[0]
    if name not in DOORS:
        problems.append(f"{path}: a header of no room")
    else:
        check_includes(path, DOORS[name], text)
    check_form(path, text)
    if re.search(r"\b(double|float)\b", code_of(text)):
        problems.append(f"{path}: binary numbers")
for name, paths in seen.items():
    if len(paths) > 1:
        problems.append(f"<{name}> is included by {paths}")
catalogue = open(os.path.join(ROOT, "include/attain/diagnostics.def"), encoding="utf-8").read()
names = re.findall(r'^DIAG\(\w+, "([a-z-]+)"\)', catalogue, flags=re.M)
for name in names:
    if not os.path.isfile(os.path.join(ROOT, "tests/errors", name, "cmd")):
        problems.append(f"tests/errors/{name} is missing")
reasons = re.findall(r'^REASON\(\w+, "(\w+)"', open(os.path.join(ROOT, "include/attain/reasons.def"), encoding="utf-8").read(), re.M)
manual = open(os.path.join(ROOT, "docs/explain.md"), encoding="utf-8").read()
for name in reasons:
    if not os.path.isfile(os.path.join(ROOT, "tests/golden/explain-row", name, "cmd")):
        problems.append(f"tests/golden/explain-row/{name} is missing")
    if f"| `{name}` |" not in manual:
        problems.append(f"docs/explain.md does not list {name}")
findings = re.findall(r'^FINDING\(\w+, "(\w+)"', open(os.path.join(ROOT, "include/attain/findings.def"), encoding="utf-8").read(), re.M)
manual = open(os.path.join(ROOT, "docs/lint.md"), encoding="utf-8").read()
for name in findings:
    if not os.path.isfile(os.path.join(ROOT, "tests/lint", name, "cmd")):
        problems.append(f"tests/lint/{name} is missing")
    if f"| `{name}` |" not in manual:
        problems.append(f"docs/lint.md does not list {name}")
if count < 40 or len(names) < 30 or len(findings) < 10 or len(reasons) < 20:
    problems.append("the checks saw too little: is this the project's root?")
for problem in problems:
    print(problem)
print(f"{count} files, {len(names)} diagnostics, {len(problems)} problems")
sys.exit(bool(problems))
