#!/usr/bin/env python3
"""What the workbook and the statements take: workbook.py --company DIR/company.yaml [--period 2025-03] [--jobs 2] [--attain build/attain]

Runs a month without a workbook, with one that has every credit line on a sheet, and with everybody's statements alone. Prints
seconds, processor seconds and peak memory of each, and what is more than without. Size B is a million credits, 5,000 payees."""
import argparse, os, re, subprocess, sys, tempfile, time

RUNS = [("without", ["--workbook", "none"]), ("workbook", ["--credits", "sheet"]),
        ("statements", ["--workbook", "none", "--credits", "none", "--statements"])]


def measured(words):
    """Seconds, processor seconds, MB of the largest process, and what it printed."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(words, stdout=said, stderr=said)
        status, used = os.wait4(child.pid, 0)[1:]
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if child.returncode:
        sys.exit(f"{' '.join(words)}: exit {child.returncode}\n{text[-2000:]}")
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--company", required=True)
    parser.add_argument("--period", default="2025-03")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--attain", default="build/attain")
    arguments = parser.parse_args()
    first = None
    with tempfile.TemporaryDirectory(prefix="attain-bench-") as place:
        for name, options in RUNS:
            seconds, busy, megabytes, text = measured(
                [arguments.attain, "run", "-j", arguments.jobs, *options, "--period", arguments.period,
                 "-c", arguments.company, "-o", os.path.join(place, name)])
            if first is None:
                first = (seconds, busy, megabytes)
                print(f"{int(re.search(r'(?:; )([0-9]+) credits', text).group(1)):,} credits, {arguments.jobs} jobs\n")
                print(f"{'run':<12}{'seconds':>9}{'processor':>11}{'MB':>7}{'more: seconds':>15}{'processor':>11}{'MB':>7}")
            more = [now - then for now, then in zip((seconds, busy, megabytes), first)]
            print(f"{name:<12}{seconds:>9.1f}{busy:>11.1f}{megabytes:>7.0f}{more[0]:>15.1f}{more[1]:>11.1f}{more[2]:>7.0f}")


main()
