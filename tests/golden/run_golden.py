#!/usr/bin/env python3
"""Runs every folder with a `cmd` under ROOT and compares what it wrote with what is wanted.

A folder: company.yaml, its CSVs, plans, cmd (what stands behind `attain`), and
  figures.csv   columns file,where,column,value: hand-worked figures, `where` is a=b;c=d (of run.json: blank); the column `rows` counts
  want/exit     the exit status (0 if there is none); want/stderr; want/*.csv: whole files
--accept rewrites want/ (never figures.csv): read the difference before you commit it."""
import argparse, csv, json, os, shlex, shutil, subprocess, sys, tempfile

WANTED = ("payouts.csv", "payroll.csv", "credits.csv", "exceptions.csv")


def run(attain, folder, out):
    with open(os.path.join(folder, "cmd"), encoding="utf-8") as file:
        words = shlex.split(file.read())
    if words[0] == "run" and "--output" not in words:
        words += ["--output", out]
    done = subprocess.run([attain] + words, cwd=folder, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def check_figures(folder, out):
    problems = []
    path = os.path.join(folder, "figures.csv")
    if not os.path.exists(path):
        return problems
    with open(path, encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    for figure in figures:
        wanted = dict(part.split("=", 1) for part in figure["where"].split(";") if part)
        name = os.path.join(out, figure["file"])
        if name.endswith(".json"):
            rows = [{key: str(value) for key, value in json.loads(read(name)).items()}]
        else:
            rows = list(csv.DictReader(open(name, encoding="utf-8", newline=""))) if os.path.exists(name) else []
        rows = [row for row in rows if all(row.get(k) == v for k, v in wanted.items())]
        got = [row.get(figure["column"]) for row in rows]
        if figure["column"] == "rows":
            got = [str(len(rows))]
        if got != [figure["value"]]:
            problems.append(f"{figure['file']} {figure['where']} {figure['column']}: wanted {figure['value']}, got {got}")
    if not figures:
        problems.append("figures.csv has no figures")
    return problems


def produced(out, status, stderr):
    files = {"exit": f"{status}\n", "stderr": stderr}
    for name in WANTED:
        for directory in (out, out + ".failed"):
            path = os.path.join(directory, name)
            if os.path.exists(path):
                files[name] = read(path)
    return files


def check(attain, folder, accept):
    scratch = tempfile.mkdtemp()
    out = os.path.join(scratch, "out")
    status, _, stderr = run(attain, folder, out)
    files = produced(out, status, stderr.replace(scratch, "TMP"))
    want = os.path.join(folder, "want")
    if accept:
        shutil.rmtree(want, ignore_errors=True)
        os.makedirs(want)
        for name, text in files.items():
            if name.endswith(".csv") and "/errors/" in folder + "/":
                continue
            with open(os.path.join(want, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
    problems = check_figures(folder, out)
    names = os.listdir(want) if os.path.isdir(want) else []
    for name in names:
        if files.get(name) != read(os.path.join(want, name)):
            problems.append(f"{name} differs:\n--- wanted\n{read(os.path.join(want, name))}--- got\n{files.get(name)}")
    if "exit" not in names and status != 0:
        problems.append(f"exit {status}\n{stderr}")
    if not names and not os.path.exists(os.path.join(folder, "figures.csv")):
        problems.append("nothing is wanted of it")
    shutil.rmtree(scratch)
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attain", required=True)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--least", type=int, default=1, help="fail where fewer folders are found")
    parser.add_argument("root")
    given = parser.parse_args()
    folders = sorted(base for base, _, names in os.walk(given.root) if "cmd" in names)
    failed = 0
    for folder in folders:
        problems = check(os.path.abspath(given.attain), os.path.abspath(folder), given.accept)
        failed += bool(problems)
        for problem in problems:
            print(f"FAIL {os.path.relpath(folder, given.root)}: {problem}")
    print(f"{len(folders) - failed} of {len(folders)} folders pass")
    sys.exit(failed > 0 or len(folders) < given.least)


main()
