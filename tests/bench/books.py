#!/usr/bin/env python3
"""The bench of closed months: a year of 5,000 payees and a million credits closed month after month, then the last month run
over eleven closed ones, in turn with the same run without books.

books.py [--size B] [--jobs 2] [--rounds 5] [--late 300] [--attain build/attain]
`--late` deals, spread over the year, are missing from deals.csv until all but the last month are closed: the timed runs have to
find what they change. --late 0 times a month in which nothing changed. Prints the ratio of the wall times (median of the rounds),
the seconds of the last close and of the proof of the chain, and the file's size."""
import argparse, os, re, shutil, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
MONTHS = [f"{2024 + (m > 12)}-{(m - 1) % 12 + 1:02d}" for m in range(4, 16)]


def timed(words):
    start = time.monotonic()
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - start
    if done.returncode:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return seconds, done.stdout, done.stderr


def hold_back(path, late):
    """Every n-th deal goes to the end, and is not there at first; returns the whole text."""
    with open(path, encoding="utf-8") as file:
        heading, *rows = file.readlines()
    every = len(rows) // late if late else len(rows) + 1
    early = [row for number, row in enumerate(rows) if (number + 1) % every]
    with open(path, "w", encoding="utf-8") as file:
        file.writelines([heading] + early)
    return "".join([heading] + rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", default="B")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--late", type=int, default=300)
    parser.add_argument("--attain", default="build/attain")
    parser.add_argument("--keep", help="leave the company there, to look at")
    arguments = parser.parse_args()
    place = arguments.keep or tempfile.mkdtemp(prefix="attain-books-")
    data, output = os.path.join(place, "data"), os.path.join(place, "out")
    subprocess.run([sys.executable, os.path.join(HERE, "gen.py"), "--size", arguments.size, "--out", data], check=True,
                   stdout=subprocess.DEVNULL)
    plain, kept = os.path.join(data, "company.yaml"), os.path.join(data, "with-books.yaml")
    with open(plain, encoding="utf-8") as file:
        text = file.read()
    with open(kept, "w", encoding="utf-8") as file:
        file.write(text + "books: books.db\n")
    deals = os.path.join(data, "deals.csv")
    whole = hold_back(deals, arguments.late)
    common = ["-q", "-j", arguments.jobs]
    closes = []
    for month in MONTHS[:-1]:
        closes.append(timed([arguments.attain, "close", "--period", month, "--approved-by", "bench", "-c", kept] + common)[0])
    with open(deals, "w", encoding="utf-8") as file:
        file.write(whole)
    run = [arguments.attain, "run", "--period", MONTHS[-1], "--workbook", "none", "-v", "-j", arguments.jobs]
    rounds = []
    for _ in range(arguments.rounds):
        without = timed(run + ["-c", plain, "-o", output])[0]
        over, _, log = timed(run + ["-c", kept, "-o", output + "-books"])
        rounds.append((without, over, log))
    with open(os.path.join(output + "-books", "prior.csv"), encoding="utf-8") as file:
        priors = sum(1 for _ in file) - 1
    with open(os.path.join(output + "-books", "credits.csv"), encoding="utf-8") as file:
        credits = sum(1 for _ in file) - 1
    last = timed([arguments.attain, "close", "--period", MONTHS[-1], "--approved-by", "bench", "-c", kept] + common)[0]
    proof = timed([arguments.attain, "books", "verify", "-c", kept] + common)[0]
    print(rounds[-1][2])
    print(f"{credits:,} credits, {arguments.late} late deals, {priors:,} prior-period adjustments, {arguments.jobs} jobs")
    print(f"run without books   {statistics.median(r[0] for r in rounds):6.2f} s, median of {arguments.rounds} rounds")
    print(f"run over books      {statistics.median(r[1] for r in rounds):6.2f} s")
    print(f"ratio               {statistics.median(r[1] / r[0] for r in rounds):6.2f}")
    print(f"close, each month   {min(closes):6.2f} to {max(closes):.2f} s; the last, over eleven: {last:.2f} s")
    print(f"books verify        {proof:6.2f} s")
    print(f"books.db            {os.path.getsize(os.path.join(data, 'books.db')) / 1e6:6.1f} MB")
    if not arguments.keep:
        shutil.rmtree(place)


main()
