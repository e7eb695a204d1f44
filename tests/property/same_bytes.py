#!/usr/bin/env python3
"""The same inputs give the same bytes: run twice, with 1, 2 and 7 jobs, in another directory, under a locale with a decimal
comma; and with the rows of every file shuffled, the same figures (credits.csv apart from the line numbers).
--attain BIN EXAMPLE_DIRECTORY PLANS_DIRECTORY"""
import csv, hashlib, os, random, shutil, subprocess, sys, tempfile

ATTAIN, EXAMPLE, PLANS = os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3]), os.path.abspath(sys.argv[4])
SEED = 7
ROOT = tempfile.mkdtemp()
problems = []


def place(name):
    """A copy of the company and its plans, at the same distance from each other."""
    base = os.path.join(ROOT, name)
    shutil.copytree(PLANS, os.path.join(base, "plans"))
    shutil.copytree(EXAMPLE, os.path.join(base, "examples", "company"))
    return os.path.join(base, "examples", "company")


def run(company, jobs="2", env=None):
    out = tempfile.mkdtemp(dir=ROOT) + "/out"
    done = subprocess.run([ATTAIN, "run", "--period", "2026-03", "-c", company + "/company.yaml", "-o", out, "-j", jobs],
                          capture_output=True, env=env)
    if done.returncode:
        problems.append(done.stderr.decode())
        return {}
    return {os.path.relpath(os.path.join(base, name), out): open(os.path.join(base, name), "rb").read()
            for base, _, names in os.walk(out) for name in sorted(names)}


def same(what, one, two, names=None):
    if len(one) < 6:
        problems.append(f"{what}: only {sorted(one)} were written")
    for name in names or sorted(set(one) | set(two)):
        if one.get(name) != two.get(name):
            problems.append(f"{what}: {name} differs")


def german():
    """LC_ALL=de_DE.UTF-8, made here; that it took is asserted: the C library must print a decimal comma."""
    os.makedirs(ROOT + "/locale")
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", ROOT + "/locale/de_DE.UTF-8"], check=True)
    env = dict(os.environ, LOCPATH=ROOT + "/locale", LC_ALL="de_DE.UTF-8")
    took = subprocess.run(["locale", "-k", "decimal_point"], env=env, capture_output=True).stdout.decode()
    if 'decimal_point=","' not in took:
        problems.append(f"the locale did not take: {took}")
    return env


def shuffle(company):
    rng = random.Random(SEED)
    for name in sorted(os.listdir(company)):
        if not name.endswith(".csv") or name == "renewals.csv":       # its total row and footer stand at the end
            continue
        data = open(os.path.join(company, name), "rb").read()
        end = b"\r\n" if b"\r\n" in data else b"\n"
        lines = data.split(end)[:-1]
        first = 3 if name == "pipeline.csv" else 1
        head, rows = lines[:first], lines[first:]
        rng.shuffle(rows)
        with open(os.path.join(company, name), "wb") as file:
            file.write(end.join(head + rows) + end)


def without_lines(data):
    rows = list(csv.reader(data.decode().splitlines()))
    at = rows[0].index("line")
    return [row[:at] + row[at + 1:] for row in rows]


home = place("home")
base = run(home)
same("run twice", base, run(home))
for jobs in ("1", "7"):
    same(f"{jobs} jobs", base, run(home, jobs))
same("another directory", base, run(place("elsewhere/deeper")))
same("LC_ALL=de_DE.UTF-8", base, run(home, env=german()))
same("LC_ALL=ja_JP.UTF-8", base, run(home, env=dict(os.environ, LC_ALL="ja_JP.UTF-8")))       # Japanese is of the terminal alone
mixed = place("mixed")
shuffle(mixed)
print(f"rows shuffled with seed {SEED}")
after = run(mixed)
same("shuffled rows", base, after, ["payouts.csv", "payroll.csv"])
if without_lines(base["credits.csv"]) != without_lines(after["credits.csv"]):
    problems.append("shuffled rows: credits.csv differs beyond its line numbers")
shutil.rmtree(ROOT)
for problem in problems:
    print("FAIL", problem)
print(hashlib.sha256(base.get("payouts.csv", b"")).hexdigest()[:16], "payouts.csv")
sys.exit(bool(problems))
