#!/usr/bin/python3
"""Checks tells what a workbook could not show as it was given: told.py --attain build/attain FOLDER

FOLDER is a company without adjustments. With one whose reason has 40,000 characters, of which a cell holds 32,767, one text is cut.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

import openpyxl

CUT, HOLDS = 'Texts cut short, as a cell holds 32,767 characters', 32767


def book_of(attain, folder, out):
    with open(os.path.join(folder, 'cmd'), encoding='utf-8') as file:
        words = file.read().split()
    subprocess.run([attain, *words, '-q', '-o', out], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return openpyxl.load_workbook(os.path.join(out, 'payouts.xlsx'), data_only=True)


def cut(book):
    return [row[2] for row in book['Checks'].iter_rows(values_only=True) if row[0] == CUT]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--attain', required=True)
    parser.add_argument('folder')
    given = parser.parse_args()
    attain = os.path.abspath(given.attain)
    with tempfile.TemporaryDirectory() as scratch:
        folder = shutil.copytree(given.folder, os.path.join(scratch, 'company'))
        before = cut(book_of(attain, folder, os.path.join(scratch, 'before')))
        with open(os.path.join(folder, 'company.yaml'), 'a', encoding='utf-8') as file:
            file.write('adjustments: {file: adjustments.csv}\n')
        with open(os.path.join(folder, 'adjustments.csv'), 'w', encoding='utf-8') as file:
            file.write('adjustment_id,person_id,period,amount,reason,approved_by\nX1,A,2026-02,100,' + 'x' * 40000 + ',CFO\n')
        book = book_of(attain, folder, os.path.join(scratch, 'after'))
        reasons = [len(cell) for row in book['Adjustments'].iter_rows(min_row=2, values_only=True) for cell in row
                   if isinstance(cell, str) and len(cell) > 1000]
    print(f'cut: {before}, then {cut(book)}; reasons of {reasons} characters')
    return 0 if before == [0] and cut(book) == [1] and len(reasons) == 1 and HOLDS - 3 <= reasons[0] <= HOLDS else 1


if __name__ == '__main__':
    sys.exit(main())
