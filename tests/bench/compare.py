#!/usr/bin/env python3
"""What sweeps and resampling take: compare.py [--company /tmp/m/company.yaml] [--jobs 2] [--attain build/attain]

On the example year: a thousand variants by a key that reaches the payees of one plan, as many by one that may reach anybody, and a
thousand samples. With --company (a million deals: gen.py --size M): variants of both kinds, each held against all that
comes before the first, in one run; a further one must take less than a twentieth of that."""
import argparse, os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DESIGNS = os.path.join(ROOT, "plans")
DAYS = [f"2026-{month:02}-{day:02}" for month in (6, 7, 8) for day in (1, 8, 15, 22)][:10]
EXAMPLE = [("own", ["--sweep", "AE.acv.cap=100%..200%/0.1%"]),
           ("anybody", ["--sweep", "AE.acv.rate.points[3].pays=80%..99.9%/0.2%", "--sweep", "AE.effective.to=" + ",".join(DAYS)]),
           ("resample", ["--resample", "1000", "--seed", "7"])]
MILLION = [("own", ["--sweep", "AE.acv.rate.tiers[3].pays=150%..190%/1%"]),
           ("anybody", ["--sweep", "AE.effective.to=" + ",".join(f"2025-03-{day:02}" for day in range(1, 31))])]


def stages(arguments, company, designs, period, options):
    """-> seconds a stage, rows of sweep.csv but for the unchanged design's, peak MB."""
    with tempfile.TemporaryDirectory(prefix="attain-bench-") as place:
        out = os.path.join(place, "out")
        done = subprocess.run([arguments.attain, "compare", *designs, "-v", "-j", arguments.jobs, "--period", period, "-c", company,
                               "-o", out, "--workbook", "none", *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"exit {done.returncode}\n{done.stderr[-2000:]}")
        found = re.findall(r"^stage (\w+) +([0-9.]+) s +(\d+) MB$", done.stderr, re.M)
        sweep, variants = os.path.join(out, "sweep.csv"), 0
        if os.path.exists(sweep):
            with open(sweep, encoding="utf-8") as file:
                variants = sum(1 for _ in file) - 2
    return {name: float(seconds) for name, seconds, _ in found}, variants, int(found[-1][2])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--company")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--attain", default="build/attain")
    arguments = parser.parse_args()
    example = os.path.join(ROOT, "examples", "hokuriku-mobility", "company.yaml")
    print(f"the example year, {arguments.jobs} jobs")
    for name, options in EXAMPLE:
        designs = ["next-the-model"] if name != "resample" else ["the-model-acv", "the-model-tcv", "the-model-trr"]
        took, variants, megabytes = stages(arguments, example, [os.path.join(DESIGNS, design) for design in designs],
                                           "2025-10..2026-09", options)
        what = f"{variants:,} variants" if variants else "1,000 samples of three designs"
        print(f"{name:<10}{took['sweep' if variants else 'resample']:>8.2f} s  {what}, {megabytes} MB")
    if not arguments.company:
        return
    print(f"\n{arguments.company}, {arguments.jobs} jobs")
    slow = False
    for name, options in MILLION:
        took, variants, megabytes = stages(arguments, arguments.company, [os.path.join(ROOT, "tests", "bench", "design")],
                                           "2024-04..2025-03", options)
        first, further = sum(seconds for stage, seconds in took.items() if stage != "sweep"), took["sweep"] / variants
        slow |= further * 20 > first
        print(f"{name:<10}{first:>8.2f} s before, {further:.3f} s a variant ({variants}): a {first / further:.0f}th, {megabytes} MB")
    sys.exit("a variant takes more than a twentieth of the first" if slow else 0)


main()
