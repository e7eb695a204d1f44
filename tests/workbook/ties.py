#!/usr/bin/python3
"""20,000 exact ties and 20,000 near ties, rounded by a workbook's formulas in every mode.

  ties.py --program build/ties

The figures in the file, and those that LibreOffice computes anew, must be what Python's own exact
arithmetic says.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from fractions import Fraction

import openpyxl

sys.dont_write_bytecode = True
from recalculate import need_soffice, recalculate          # noqa: E402

HALF = Fraction(1, 2)


def rounded(num, den):
    """-> half_up, half_down, half_even, down, up; of both signs alike."""
    size, sign = abs(num), -1 if num < 0 else 1
    below, rest = divmod(size, den)
    part = Fraction(rest, den)
    return [sign * whole for whole in (
        below + (part >= HALF), below + (part > HALF),
        below + (part > HALF or (part == HALF and below % 2 == 1)),
        below, below + (part > 0))]


def read(path):
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return list(book.worksheets[0].iter_rows(min_row=2, max_col=7, values_only=True))


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    options.add_argument('--program', required=True)
    chosen = options.parse_args()
    need_soffice()
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, 'ties.xlsx')
        subprocess.run([chosen.program, path], check=True)
        written, computed = read(path), read(recalculate([path], scratch)[0])
    wrong = [(first, again) for first, again in zip(written, computed)
             if list(first[2:]) != rounded(*first[:2]) or first != again]
    for first, again in wrong[:20]:
        print('FAIL', first, 'computed anew', again, 'must be', rounded(*first[:2]))
    ties = sum(row[1] == 2 for row in written)
    near = sum(row[1] > 2 and abs(2 * row[0] % (2 * row[1]) - row[1]) * 5000000 <= row[1]
               for row in written)
    print(f'{len(written)} fractions, {ties} ties, {near} near ties, {len(wrong)} wrong')
    enough = ties >= 20000 and near >= 20000 and len(computed) == len(written) == 50000
    return 1 if wrong or not enough else 0


if __name__ == '__main__':
    sys.exit(main())
