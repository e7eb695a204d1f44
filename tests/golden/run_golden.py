#!/usr/bin/env python3
"""Runs every folder with a `cmd` under ROOT and compares what it wrote with what is wanted.

A folder: company.yaml, its CSVs, plans, cmd (what stands behind `attain`), and
  figures.csv   columns file,where,column,value: hand-worked figures, `where` is a=b;c=d (of run.json: blank); the column `rows` counts;
                file `answer`: of the JSON that the command prints, `where` the way to the object, such as payees/0;
                file `answers`: of `explain --key`'s JSON, a row per person and answer, see answers()
  want/exit     the exit status (0 if there is none); want/stderr; want/*.csv: whole files; want/stdout: the answer of a command
                that is more than the name of a directory (rerun, diff, plan-diff, explain, verify, compare, check --lint); the directory is called OUTPUT there
A cmd of several lines is a story, told in a copy of the folder. A line is a command, `5: ` before it if it shall end with 5 (of
the last line want/exit says so, too), and `env NAME=VALUE ` if it shall find that in its environment; or `put DIR`: the files of
the sub-directory DIR are laid over the company, facts that changed meanwhile; or `sql FILE STATEMENT`, done to a database; or `locked FILE: ` before a command that meets another's lock.
What is wanted is of the last command; a column `step` in figures.csv names another, by number from 1.
--accept rewrites want/ (never figures.csv): read the difference before you commit it."""
import argparse, csv, json, os, re, shlex, shutil, sqlite3, subprocess, sys, tempfile

ANSWERS = ("rerun", "diff", "plan-diff", "explain", "verify", "compare")
WANTED = ("payouts.csv", "payroll.csv", "credits.csv", "exceptions.csv", "rules.csv", "designs.csv", "payees.csv", "roles.csv", "months.csv",
          "components.csv", "causes.csv", "resampling.csv", "sweep.csv", "lint.csv")


def run(attain, folder, out):
    """-> status and standard error of the last command, the answer and the output directory of each, problems before the last."""
    lines = [line for line in read(os.path.join(folder, "cmd")).splitlines() if line.strip()]
    if len(lines) > 1:
        folder = shutil.copytree(folder, os.path.join(os.path.dirname(out), "company"))
    outs, said, problems = [], [], []
    for number, line in enumerate(lines):
        if line.startswith("put "):
            shutil.copytree(os.path.join(folder, line[4:].strip()), folder, dirs_exist_ok=True)
            continue
        if line.startswith("sql "):
            _, name, statement = line.split(" ", 2)
            database(folder, name, statement).close()
            continue
        lock = None
        if line.startswith("locked "):
            name, line = line[7:].split(": ", 1)
            lock = database(folder, name, "BEGIN EXCLUSIVE")
        outs.append(out if len(lines) == 1 else os.path.join(out, str(len(outs) + 1)))
        wanted, name, value, words = re.fullmatch(r"(?:(\d+): +)?(?:env (\w+)=(\S*) )?(.*)", line, re.S).groups()
        done = command(attain, folder, shlex.split(words), outs[-1], **({name: value} if name else {}))
        answers = words.split()[0] in ANSWERS or "--lint" in words
        said.append(done.stdout.decode().replace(outs[-1], "OUTPUT") if answers else None)
        if lock:
            lock.close()
        if done.returncode != int(wanted or 0) and (wanted or number + 1 < len(lines)):
            problems.append(f"step {len(outs)}, {words}: exit {done.returncode}\n{done.stderr.decode()}")
    return 0 if wanted else done.returncode, done.stderr.decode(), said, outs, problems


def database(folder, name, statement):
    """The file in which another program has done, or is doing, something."""
    connection = sqlite3.connect(os.path.join(folder, name), isolation_level=None)
    connection.execute(statement)
    return connection


def command(attain, folder, words, out, **extra):
    if (words[0] in ("run", "compare") or words[:2] == ["books", "export"]) and not {"--output", "-o"} & set(words):
        os.makedirs(os.path.dirname(out), exist_ok=True)
        words += ["--output", out]
    return subprocess.run([attain] + words, cwd=folder, capture_output=True, timeout=120,
                          env={**os.environ, "LC_ALL": "C.UTF-8", **extra})


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def answered(answer, where):
    """The object at a way through the JSON, as a row."""
    found = json.loads(answer)
    for part in where.split("/"):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return {key: str(value) for key, value in found.items()}


def answers(row):
    """What `explain --key` says, as a table: person, relation, then each answer's own members, windows as FROM..TO."""
    table = []
    for person in row["persons"]:
        for answer in person["answers"]:
            flat = {"person": person["id"], "relation": person["relation"], "because": " and ".join(because(row, answer))}
            for name, value in answer.items():
                flat[name] = f"{value['from']}..{value['to']}" if name.endswith("window") and value else str(value or "")
            table.append(flat)
    return table


def because(row, answer):
    blames = answer.get("gate") or [blame for measure in row["measures"] for blame in measure.get("because", [])]
    return [f"{blame['part']}: " + ", ".join(f"{name['name']} {name['value']}" for name in blame["names"]) for blame in blames]


def check_figures(folder, outs, said):
    problems = []
    path = os.path.join(folder, "figures.csv")
    if not os.path.exists(path):
        return problems
    with open(path, encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    for figure in figures:
        answer = said[int(figure.get("step") or 0) - 1]
        if figure["file"] == "answer":
            got = answered(answer, figure["where"]).get(figure["column"])
            if got != figure["value"]:
                problems.append(f"answer {figure['where']} {figure['column']}: wanted {figure['value']}, got {got}")
            continue
        wanted = dict(part.split("=", 1) for part in figure["where"].split(";") if part)
        name = os.path.join(outs[int(figure.get("step") or 0) - 1], figure["file"])
        if figure["file"] == "answers":
            rows = answers(json.loads(answer)) if answer else []
        elif name.endswith(".json"):
            rows = [{key: str(value) for key, value in json.loads(read(name)).items()}]
        else:
            rows = list(csv.DictReader(open(name, encoding="utf-8", newline=""))) if os.path.exists(name) else []
        rows = [row for row in rows if all(row.get(k) == v for k, v in wanted.items())]
        got = [row.get(figure["column"]) for row in rows]
        if figure["column"] == "rows":
            got = [str(len(rows))]
        if got != [figure["value"]]:
            step = f"step {figure['step']} " if figure.get("step") else ""
            problems.append(f"{step}{figure['file']} {figure['where']} {figure['column']}: "
                            f"wanted {figure['value']}, got {got}")
    if not figures:
        problems.append("figures.csv has no figures")
    return problems


def produced(out, status, stderr, answer):
    files = {"exit": f"{status}\n", "stderr": stderr}
    if answer is not None:
        files["stdout"] = answer
    for name in WANTED:
        for directory in (out, out + ".failed"):
            path = os.path.join(directory, name)
            if os.path.exists(path):
                files[name] = read(path)
    return files


def check(attain, folder, accept):
    scratch = tempfile.mkdtemp()
    out = os.path.join(scratch, "out")
    status, stderr, said, outs, problems = run(attain, folder, out)
    files = produced(outs[-1], status, stderr.replace(scratch, "TMP"), said[-1])
    want = os.path.join(folder, "want")
    if accept:
        shutil.rmtree(want, ignore_errors=True)
        os.makedirs(want)
        for name, text in files.items():
            if name.endswith(".csv") and "/errors/" in folder + "/":
                continue
            with open(os.path.join(want, name), "w", encoding="utf-8", newline="") as file:
                file.write(text)
    problems += check_figures(folder, outs, said)
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


if __name__ == "__main__":
    main()
