#!/usr/bin/python3
"""Reconciliation says of every row that is not counted why: not_counted.py --attain build/attain FOLDER

FOLDER is a company with one feed; its reconciliation.csv has, by heading, the counts that were worked out by hand (why.md)."""
import argparse
import csv
import os
import subprocess
import sys
import tempfile

import openpyxl


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--attain', required=True)
    parser.add_argument('folder')
    given = parser.parse_args()
    with open(os.path.join(given.folder, 'reconciliation.csv'), encoding='utf-8', newline='') as file:
        wanted = {row['heading']: int(row['rows']) for row in csv.DictReader(file)}
    with open(os.path.join(given.folder, 'cmd'), encoding='utf-8') as file:
        words = file.read().split()
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([os.path.abspath(given.attain), *words, '-q', '-o', os.path.join(out, 'run')], cwd=given.folder, check=True,
                       stderr=subprocess.DEVNULL)
        sheet = openpyxl.load_workbook(os.path.join(out, 'run', 'payouts.xlsx'), data_only=True)['Reconciliation']
        lines = list(sheet.iter_rows(values_only=True))
    found = {}
    for headings, counts, total in zip(lines, lines[1:], lines[2:]):
        if headings[1] == 'feed' and total[0] == 'total':
            found.update({heading: (count, in_all) for heading, count, in_all in zip(headings[2:], counts[2:], total[2:]) if heading})
    problems = [f'{heading}: {found.get(heading)}, not {count}' for heading, count in wanted.items()
                if found.get(heading) != (count, count)]
    print(*problems, f'{len(wanted)} counts, {len(problems)} problems', sep='\n')
    return 1 if problems or len(wanted) < 11 else 0


if __name__ == '__main__':
    sys.exit(main())
