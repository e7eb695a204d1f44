#!/usr/bin/python3
"""The workbook of a company with other currencies: Payroll and Credits say what the CSVs say, rates with all their digits,
and every payee's amounts show the digits of his own currency.

  currencies.py --attain build/attain FX_FOLDERS"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile
from decimal import Decimal

import openpyxl

DIGITS = {'JPY': '#,##0_);', 'USD': '#,##0.00_);', 'KWD': '#,##0.000_);'}
SHEETS = {'Payroll': 'payroll.csv', 'Credits': 'credits.csv'}
AMOUNTS = ('balance_in', 'earnings', 'adjustments', 'payment', 'balance_out')


def same(value, text):
    if value is None:
        return text == ''
    if isinstance(value, (int, float)):
        return text != '' and Decimal(repr(value)) == Decimal(text)
    if hasattr(value, 'date'):
        return value.date().isoformat() == text
    return value == text.removeprefix("'")


def folded(sheet, cell):
    """openpyxl says how columns look by the first of those alike."""
    return any(looks.outlineLevel and looks.min <= cell.column <= looks.max
               for looks in sheet.column_dimensions.values())


def compare(book, sheet, out):
    """-> (problems, cells compared)"""
    with open(os.path.join(out, SHEETS[sheet]), encoding='utf-8', newline='') as file:
        wanted = list(csv.reader(file))
    rows = list(book[sheet].iter_rows(max_col=len(wanted[0])))
    if len(rows) != len(wanted) or not all(           # further columns: the exact working, and amounts here
            name.endswith('(JPY)') or name.endswith('(USD)') or name.endswith('(KWD)') or folded(book[sheet], cell)
            for cell in book[sheet][1][len(wanted[0]):] for name in [cell.value]):
        return [f'{sheet}: {len(rows)} rows, not {len(wanted)}'], 0
    return [f'{sheet}!{cell.coordinate}: {cell.value!r}, not {text!r}'
            for row, want in zip(rows, wanted) for cell, text in zip(row, want) if not same(cell.value, text)], \
        sum(map(len, wanted))


def formats(book):
    rows = list(book['Payroll'].iter_rows())
    headings = [cell.value for cell in rows[0]]
    return [f'Payroll!{cell.coordinate}: {cell.number_format}, which is not of {row[3].value}'
            for row in rows[1:] for heading, cell in zip(headings, row)
            if heading in AMOUNTS and not cell.number_format.startswith(DIGITS[row[3].value])]


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--attain', required=True)
    options.add_argument('folder')
    chosen = options.parse_args()
    problems, cells = [], 0
    for name in ('credits', 'dollars', 'pay'):
        with tempfile.TemporaryDirectory() as scratch:
            out = os.path.join(scratch, 'out')
            subprocess.run([os.path.abspath(chosen.attain), 'run', '-q', '--period', '2026-03', '-o', out],
                           cwd=os.path.join(chosen.folder, name), check=True)
            book = openpyxl.load_workbook(os.path.join(out, 'payouts.xlsx'), data_only=True)
            for sheet in SHEETS:
                found, count = compare(book, sheet, out)
                problems, cells = problems + [f'{name}: {problem}' for problem in found], cells + count
            problems += [f'{name}: {problem}' for problem in formats(book)]
    for problem in problems:
        print('FAIL', problem)
    print(f'{cells} cells, {len(problems)} problems')
    return 1 if problems or cells < 300 else 0


sys.exit(main())
