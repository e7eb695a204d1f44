#!/usr/bin/env python3
"""The bench: one month of a generated company, timed in turn with the floor, in one run.

bench.py [--size M] [--period 2025-03] [--jobs 2] [--rounds 5] [--attain build/attain]
Prints seconds, rows a second and peak memory of each stage, and the ratio of the wall times (median of the rounds: each round
runs the floor and then attain, so that a busy machine slows both). The payouts must be the referee's: their SHA-256 is known
for the sizes T and M; other sizes are computed by oracle.py first."""
import argparse, hashlib, os, re, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
KNOWN = {("T", "2025-03"): "cbbbcabd23f6561c", ("M", "2025-03"): "d6cf9bad91bb9dde"}


def timed(words):
    start = time.monotonic()
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - start
    if done.returncode:
        sys.exit(f"{words[0]}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return seconds, done.stdout, done.stderr


def stages_of(text):
    return [(name, float(seconds), int(megabytes))
            for name, seconds, megabytes in re.findall(r"^stage (\w+) +([0-9.]+) s +(\d+) MB$", text, re.M)]


def check_payouts(arguments, place, output):
    """The referee's figures for every payee, or the end of the bench."""
    form = os.path.join(place, "payouts")
    subprocess.run([sys.executable, os.path.join(HERE, "project.py"), form, os.path.join(output, "payouts.csv")], check=True)
    with open(form, "rb") as file:
        got = hashlib.sha256(file.read()).hexdigest()
    wanted = KNOWN.get((arguments.size, arguments.period))
    if wanted is None:
        return f"payouts {got[:16]} (no known answer for this size: compare with oracle.py)"
    if not got.startswith(wanted):
        sys.exit(f"the payouts differ from the referee's: {got[:16]}, not {wanted}")
    return f"payouts {got[:16]}, the referee's"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default="M")
    parser.add_argument("--period", default="2025-03")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--attain", default="build/attain")
    arguments = parser.parse_args()
    place = tempfile.mkdtemp(prefix="attain-bench-")
    data, output, floor = (os.path.join(place, name) for name in ("data", "out", "floor"))
    subprocess.run([sys.executable, os.path.join(HERE, "gen.py"), "--size", arguments.size, "--out", data], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run(["gcc", "-O3", "-w", os.path.join(HERE, "floor.c"), "-o", floor, "-lcsv", "-lxlsxwriter", "-lpthread"],
                   check=True)
    size = sum(os.path.getsize(os.path.join(data, name)) for name in os.listdir(data))
    run = [arguments.attain, "run", "-v", "-j", arguments.jobs, "--workbook", "none", "--period", arguments.period,
           "-c", os.path.join(data, "company.yaml"), "-o", output]
    rounds = []
    for _ in range(arguments.rounds):
        low = timed([floor, data, os.path.join(place, "floor.csv"), "-t", arguments.jobs, "--period", arguments.period])[0]
        seconds, summary, log = timed(run)
        rounds.append((low, seconds, stages_of(log)))
    print(check_payouts(arguments, place, output))
    rows = int(re.search(r"(\d+) rows", summary).group(1))
    print(f"{rows:,} rows, {size / 1e6:.0f} MB of CSV, {arguments.jobs} jobs, median of {arguments.rounds} rounds\n")
    print(f"{'stage':<10}{'seconds':>9}{'million rows/s':>16}{'peak MB':>9}")
    for at, (name, _, megabytes) in enumerate(rounds[0][2]):
        seconds = statistics.median(stages[at][1] for _, _, stages in rounds)
        print(f"{name:<10}{seconds:>9.3f}{rows / seconds / 1e6 if seconds else 0:>16.1f}{megabytes:>9}")
    total = statistics.median(seconds for _, seconds, _ in rounds)
    low = statistics.median(low for low, _, _ in rounds)
    ratio = statistics.median(seconds / low for low, seconds, _ in rounds)
    print(f"{'all':<10}{total:>9.3f}{rows / total / 1e6:>16.1f}{rounds[0][2][-1][2]:>9}")
    print(f"{'floor':<10}{low:>9.3f}{rows / low / 1e6:>16.1f}\n\n{ratio:.2f} times the floor")
    shutil.rmtree(place)


main()
