#!/usr/bin/env python3
"""A disk that fills up at any point of a run: exit 4, the last output untouched, nothing left behind.

A limit on the size of a file stands for the full disk: past it every write fails, wherever it comes from. The limits chosen
stop each kind of file in turn: the CSVs, the rows that the workbook's library gathers, and the last bytes of a whole sheet."""
import argparse, os, resource, shutil, subprocess, sys, tempfile, zipfile


def run(attain, company, output, limit=None):
    def lower():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return subprocess.run([attain, "run", "-q", "--period", "2026-03", "-c", company, "-o", output],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          preexec_fn=lower if limit is not None else None)


def contents(folder):
    return {os.path.relpath(os.path.join(base, name), folder): open(os.path.join(base, name), "rb").read()
            for base, _, names in os.walk(folder) for name in sorted(names)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attain", required=True)
    parser.add_argument("company")
    arguments = parser.parse_args()
    place = tempfile.mkdtemp(prefix="attain-disk-")
    output = os.path.join(place, "out")
    first = run(arguments.attain, arguments.company, output)
    assert first.returncode == 0, first.stderr
    before = contents(output)
    with zipfile.ZipFile(os.path.join(output, "payouts.xlsx")) as book:
        sheets = [part.file_size for part in book.infolist() if part.filename.startswith("xl/worksheets/")]
    csv = max(len(data) for name, data in before.items() if name.endswith(".csv"))
    largest = max(sheets)
    assert largest > csv > 4096, "the example's sheets are larger than its CSVs"
    limits = [0, 100, 4096, csv - 1, csv, largest // 2] + [largest - less for less in (4096, 2000, 500, 100, 10, 1)]
    for limit in limits:
        failed = run(arguments.attain, arguments.company, output, limit)
        assert failed.returncode == 4, f"limit {limit}: exit {failed.returncode}\n{failed.stderr}"
        assert "[output-unwritable]" in failed.stderr, failed.stderr
        assert contents(output) == before, f"limit {limit}: the last output changed"
        assert os.listdir(place) == ["out"], f"limit {limit}: left behind: {os.listdir(place)}"
    again = run(arguments.attain, arguments.company, output, 4 * (sum(sheets) + largest))
    assert again.returncode == 0 and contents(output) == before, again.stderr
    shutil.rmtree(place)
    print(f"{len(limits)} limits, each refused")


sys.exit(main())
