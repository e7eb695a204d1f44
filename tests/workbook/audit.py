#!/usr/bin/python3
"""One payee's own workbook, `attain explain PERSON --xlsx`: read by openpyxl and computed anew by LibreOffice.

  audit.py --attain build/attain EXAMPLE_FOLDER GOLDEN_FOLDER

Of payees of the example company and of golden folders (a team's figure, people below, the company's, corrections of closed
months, draws, parts held back, another currency): it pays what payroll.csv of the same run says, its checks hold, every
formula comes to the same when it is computed anew, the credits come from the rows' cells, links lead somewhere and back,
and nobody else's pay or name is in it. The same bytes twice; what stands in the file's place is only replaced if it is a
workbook."""
import argparse
import csv
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from decimal import Decimal

import openpyxl

sys.dont_write_bytecode = True
from recalculate import need_soffice, recalculate          # noqa: E402

EXAMPLE = ('E101', 'E117', 'E121')
GOLDEN = ('scopes/team', 'scopes/reports', 'scopes/company', 'books/cancelled-deal-after-payment', 'books/two-late-deals',
          'draws/siebel-draw', 'instalments/hold-back-year-end', 'fx/pay', 'credits/split-thirds')
PERSONAL = ('Payroll', 'Components', 'Released', 'Prior periods', 'Adjustments', 'Targets', 'Working')
ERROR = re.compile(r'#(REF|DIV/0|VALUE|NAME|N/A|NUM|NULL)|^Err:')


def main():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument('--attain', required=True)
    parser.add_argument('example')
    parser.add_argument('golden')
    given = parser.parse_args()
    need_soffice()
    attain, problems = os.path.abspath(given.attain), []
    with tempfile.TemporaryDirectory() as scratch:
        books = example_books(attain, os.path.abspath(given.example), scratch, problems)
        for name in GOLDEN:
            books.append(golden_book(attain, os.path.join(os.path.abspath(given.golden), name), scratch))
        for path, paid, others in books:
            check(path, paid, others, problems)
        formulas = check_anew([path for path, _, _ in books], scratch, problems)
    for problem in problems[:40]:
        print('FAIL', problem)
    print(f'{len(books)} workbooks, {formulas} formulas computed anew, {len(problems)} problems')
    return 1 if problems or formulas < 1500 else 0


def command(attain, folder, words, **options):
    return subprocess.run([attain, *words], cwd=folder, capture_output=True, text=True, **options)


def payroll(folder):
    with open(os.path.join(folder, 'payroll.csv'), encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


# ---- the workbooks: their paths, the row of payroll.csv, everybody else's

def example_books(attain, folder, scratch, problems):
    out = os.path.join(scratch, 'run')
    month = ['--period', '2026-03']
    command(attain, folder, ['run', *month, '-o', out, '--workbook', 'none', '-q'], check=True)
    rows, books = payroll(out), []
    for who in EXAMPLE:
        path = os.path.join(scratch, f'{who}.xlsx')
        command(attain, folder, ['explain', who, *month, '--xlsx', path], check=True)
        books.append((path, *mine(rows, who)))
    check_again(attain, folder, month, books[1][0], problems)
    check_interrupted(attain, folder, month, scratch, problems)
    check_what_if(attain, folder, month, books[0][0], scratch, problems)
    return books


def mine(rows, who):
    return next(row for row in rows if row['person_id'] == who), [row for row in rows if row['person_id'] != who]


def golden_book(attain, folder, scratch):
    """Follows the folder's story to its last run; of the payee with the largest payment."""
    name = os.path.basename(folder)
    with open(os.path.join(folder, 'cmd'), encoding='utf-8') as file:
        lines = [line.strip() for line in file if line.strip()]
    if len(lines) > 1:
        folder = shutil.copytree(folder, os.path.join(scratch, name))
    last = max(i for i, line in enumerate(lines) if line.startswith('run '))
    for line in lines[:last]:
        if line.startswith('put '):
            shutil.copytree(os.path.join(folder, line[4:]), folder, dirs_exist_ok=True)
        elif line.startswith('close '):
            command(attain, folder, shlex.split(line), check=True)
    out, words = os.path.join(scratch, f'{name}-run'), shlex.split(lines[last])
    command(attain, folder, [*words, '-o', out, '-q'], check=True)
    rows = payroll(out)
    who = max(rows, key=lambda row: Decimal(row['payment']))['person_id']
    path = os.path.join(scratch, f'{name}.xlsx')
    command(attain, folder, ['explain', who, *words[1:3], '--xlsx', path], check=True)
    return (path, *mine(rows, who))


# ---- what is in them

def cover(book):
    return {row[0]: row[1] for row in book['Cover'].iter_rows(max_col=2, values_only=True) if row[0]}


def check(path, paid, others, problems):
    name = os.path.basename(path)
    shown, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    says = cover(shown)
    at_home = next((row for row in shown['Payroll'].iter_rows(min_row=2, values_only=True)), ())
    headings = [cell.value for cell in shown['Payroll'][1]]
    if says['all checks'] != 'OK':
        problems.append(f'{name}: its checks say {says["all checks"]}')
    for column in ('payment', 'earnings', 'balance_in', 'adjustments', 'balance_out'):
        if abs(Decimal(repr(at_home[headings.index(column)])) - Decimal(paid[column])) > Decimal('1e-9'):
            problems.append(f'{name}: {column} is {at_home[headings.index(column)]}, not {paid[column]}')
    if not any('payroll pays' in str(label) for label in says) and says['payment'] != float(paid['payment']):
        problems.append(f'{name}: the cover pays {says["payment"]}, not {paid["payment"]}')
    check_private(name, shown, paid, others, problems)
    check_links(name, formulas, problems)
    check_rows(name, shown, problems)


def check_private(name, book, paid, others, problems):
    names = {row['name'] for row in others} - {paid['name']}
    for sheet in book:
        headings = [cell.value for cell in next(sheet.iter_rows())]
        at = headings.index('person_id') if 'person_id' in headings else None
        for row in sheet.iter_rows(min_row=2, values_only=True):
            if names & {cell for cell in row if isinstance(cell, str)}:
                problems.append(f'{name}: {sheet.title} names somebody else: {row}')
            if at is not None and sheet.title in PERSONAL and row[at] not in (None, 'person_id', paid['person_id']):
                problems.append(f'{name}: {sheet.title} has a row of {row[at]}')
    if 'Prior credits' in book.sheetnames:                 # of companies that measure everybody by himself
        lines = list(book['Prior credits'].iter_rows(values_only=True))
        whose = {row[lines[0].index('person_id')] for row in lines[1:]}
        if whose - {paid['person_id']} or (name == 'two-late-deals.xlsx' and len(lines) != 2):
            problems.append(f'{name}: Prior credits has {lines[1:]}')
    if book['Payroll'].max_row != 2:
        problems.append(f'{name}: Payroll has {book["Payroll"].max_row - 1} rows')


def check_links(name, book, problems):
    to = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == 'f':
                    for other in re.findall(r"'([^']+)'!", cell.value):
                        if other not in book.sheetnames:
                            problems.append(f'{name}: {sheet.title} {cell.coordinate} points to {other}')
                if cell.hyperlink:
                    place = re.fullmatch(r"'([^']+)'!A(\d+)", cell.hyperlink.location or '')
                    if not place or place[1] not in book.sheetnames or int(place[2]) > book[place[1]].max_row:
                        problems.append(f'{name}: {sheet.title} {cell.coordinate} leads to {cell.hyperlink.location}')
                    else:
                        to.setdefault(sheet.title, set()).add(place[1])
    if to['Cover'] != set(book.sheetnames) - {'Cover'}:
        problems.append(f'{name}: the cover leads to {sorted(to["Cover"])} only')
    problems += [f'{name}: {title} does not lead back' for title in book.sheetnames[1:] if 'Cover' not in to.get(title, ())]


def check_rows(name, book, problems):
    """Each credit is its row's amount times the share, to less than one unit."""
    amounts = {}
    for sheet in book:
        if sheet.title.startswith('Rows '):
            lines = list(sheet.iter_rows(values_only=True))
            for row in lines[1:]:
                for heading, cell in zip(lines[0], row):
                    if str(heading).startswith('amount: ') and cell is not None:
                        amounts[row[0], row[1], heading[8:]] = cell
    credits = [dict(zip([cell.value for cell in book['Credits'][1]], row))
               for row in book['Credits'].iter_rows(min_row=2, values_only=True)]
    for credit in credits:
        amount = amounts.get((credit['file'], credit['line'], credit['measure']))
        if amount is not None and abs(amount * credit['share'] - credit['amount']) >= 1:
            problems.append(f'{name}: {credit["key"]} is {credit["amount"]}, its row {amount}')
    if credits and not amounts and name != 'pay.xlsx':
        problems.append(f'{name}: no credit has a row')


def check_anew(paths, scratch, problems):
    found = 0
    for path, again in zip(paths, recalculate(paths, scratch)):
        written, before, after = (openpyxl.load_workbook(p, data_only=d) for p, d in
                                  ((path, False), (path, True), (again, True)))
        for sheet in written:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == 'f'):
                found += 1
                a, b = (book[sheet.title][cell.coordinate].value for book in (before, after))
                numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
                if ERROR.search(str(b)) or (a != b and not (numbers and abs(a - b) <= 1e-9 * max(1, abs(a)))):
                    problems.append(f'{os.path.basename(path)} {sheet.title} {cell.coordinate} {cell.value}: {a}, anew {b}')
    return found


# ---- the command

def check_again(attain, folder, month, path, problems):
    """The same bytes in another's place; not in the place of what is no workbook; nothing beside it."""
    who = os.path.basename(path)[:-5]
    with open(path, 'rb') as file:
        first = file.read()
    room = os.path.join(os.path.dirname(path), 'room')
    os.mkdir(room)
    other = shutil.copy(path, os.path.join(room, 'again.xlsx'))
    with open(other, 'ab') as file:
        file.write(b'old')
    command(attain, folder, ['explain', who, *month, '--xlsx', other, '-j', '3'], check=True)
    with open(other, 'rb') as file:
        if file.read() != first:
            problems.append('a second time it has other bytes')
    theirs = os.path.join(room, 'notes.xlsx')
    with open(theirs, 'w') as file:
        file.write('mine')
    done = command(attain, folder, ['explain', who, *month, '--xlsx', theirs])
    with open(theirs) as file:
        if done.returncode != 4 or file.read() != 'mine' or 'no workbook' not in done.stderr:
            problems.append(f'a file that is no workbook: exit {done.returncode}, {done.stderr}')
    if sorted(os.listdir(room)) != ['again.xlsx', 'notes.xlsx']:
        problems.append(f'left beside it: {os.listdir(room)}')


def check_interrupted(attain, folder, month, scratch, problems):
    """Ended while it is written: nothing is left."""
    room, path = os.path.join(scratch, 'ended'), os.path.join(scratch, 'ended', 'E117.xlsx')
    os.mkdir(room)
    started = subprocess.Popen([attain, 'explain', 'E117', *month, '--xlsx', path], cwd=folder,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while started.poll() is None and not os.listdir(room):
        pass
    started.send_signal(signal.SIGTERM)
    if started.wait() == -signal.SIGTERM and os.listdir(room):
        problems.append(f'ended while it was written, it leaves {os.listdir(room)}')


def check_what_if(attain, folder, month, plain, scratch, problems):
    words = ['explain', 'E101', *month, '--what-if', 'deals[D-0211].device=5000000']
    path = os.path.join(scratch, 'what-if.xlsx')
    command(attain, folder, [*words, '--xlsx', path], check=True)
    answer = json.loads(command(attain, folder, [*words, '--format', 'json'], check=True).stdout)
    after = answer['explanation']['payment']['payment']
    says = cover(openpyxl.load_workbook(path, data_only=True))
    before = cover(openpyxl.load_workbook(plain, data_only=True))['payment']
    if says['payment'] != float(after) or says['payment by the files as they are'] != before or before == float(after):
        problems.append(f'what if: {says["payment"]}, not {after}; without {before}')
    if not any(str(label).startswith('WHAT IF') for label in list(says)) and \
            not openpyxl.load_workbook(path)['Cover']['A3'].value.startswith('WHAT IF'):
        problems.append('what if: the cover does not say so')


sys.exit(main())
