#!/usr/bin/python3
"""Every kind of cell that the workbook room writes, as three programs read it that had no part in writing it: openpyxl,
SheetJS (fetched with npm: some 2 s) and LibreOffice, which computes every formula anew.

  readers.py --program build/tests/workbook/every_kind

What must stand in the cells is written out here by hand (every_kind.c says what it asked for). The same bytes must come
under a locale with a decimal comma, and a second time. Of a table longer than a sheet, no row and no link may be lost."""
import argparse
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import openpyxl

sys.dont_write_bytecode = True
from recalculate import need_soffice, recalculate          # noqa: E402

SHEETJS = 'xlsx@0.18.5'
ROWS, LONG_ROWS, LINKS = 1048576, 1048577, 65000
FIRST = 5                               # row of the first table row of Kinds, below three lines and the heading
DAY = datetime.datetime
# as every_kind.c's rows: None is an empty cell. Figures that no double holds to the unit are texts, in full.
WANTED = [
    ['plain', 12, 1234.5, 1.234, 2.5, 0.125, 0.0066, DAY(2026, 3, 14), '2026-03', 12, None, 2469, "it's (more"],
    ['=1+1', -5, -0.05, -1.5, 1 / 3, 1 / 3, 1.234567, DAY(1900, 3, 1), '2026-12', -5, None, -0.1, 'NG'],
    ['_x0041_ <&>"\'\n\U00020BB7表 a\uFFFDz ', 2 ** 53, 0, '9007199254740.993', -4, 0.999999, 150.25,
     DAY(9999, 12, 31), '2026-01', 2 ** 53, None, 0, "it's (more"],
    ['0012', '-9007199254740993', 45035996273704.97, 0, 2 ** 53 / 3, -0.25, 0.000001, '1899-12-31', '2027-01',
     '-9007199254740993', None, '90071992547409.94', "it's (more"],         # a text is more than any number
    [None, 0, 0, 0, None, 0, 0, None, '2027-01', 0, None, 0, 'NG']]
NEGATIVE = {'en': '{0}_);[Red]\\({0}\\)', 'ja': '{0};[Red]"▲"{0}'}
FORMATS = {'A5': '@', 'B5': '#,##0', 'C5': '#,##0.00', 'D5': '#,##0.000', 'E5': '#,##0.00', 'F5': '0.0%', 'E6': '#,##0.000000',
           'F6': '0.00%', 'E7': '#,##0', 'F7': '0.0000%', 'G5': 'General', 'I5': '@', 'L5': '#,##0.00', 'C3': '#,##0.00'}
DATES = {'en': 'yyyy-mm-dd', 'ja': 'yyyy/mm/dd'}
FONTS = {'en': 'Calibri', 'ja': 'Yu Gothic'}
LOOKS = {'B5': ('FF0000FF', False, None), 'C5': (None, False, None), 'D5': (None, True, None), 'A2': ('FF595959', False, None),
         'B2': (None, False, 'single'), 'C2': (None, False, 'single')}      # colour, italic, underline
LINKED = {('Kinds', 'B2'): "'Detail'!A3", ('Kinds', 'C2'): "'Detail'!A4", ('Detail', 'B2'): "'Detail'!A2",
          ('Detail', 'B3'): "'Detail'!A3", ('Detail', 'B4'): "'Detail'!A4"}
problems = []


def want(what, have, wanted):
    if have != wanted:
        problems.append(f'{what}: {have!r}, not {wanted!r}')


def near(have, wanted, digits=2e-16):
    """Figures alike in the 16 digits that the library writes."""
    number = isinstance(wanted, (int, float)) and isinstance(have, (int, float))
    return abs(have - wanted) <= digits * abs(wanted) if number else have == wanted


def unescaped(value):
    """openpyxl leaves the format's escape for an underscore as it is."""
    return value.replace('_x005F_', '_') if isinstance(value, str) else value


def check_cells(reader, cell):
    """cell: (sheet, place) -> value"""
    for number, row in enumerate(WANTED):
        for column, wanted in enumerate(row):
            place = f'{chr(65 + column)}{FIRST + number}'
            have = cell('Kinds', place)
            if not near(have, wanted):
                problems.append(f'{reader}: {place} is {have!r}, not {wanted!r}')
    for place, wanted in (('B2', 7 / 3), ('C3', 1234.45), ('A1', 'Every kind of cell'), ('C2', 'third')):
        if not near(cell('Kinds', place), wanted):
            problems.append(f'{reader}: {place} is {cell("Kinds", place)!r}, not {wanted!r}')
    for number, wanted in enumerate((1, 2, 4)):
        want(f'{reader}: Detail', cell('Detail', f'B{2 + number}'), wanted)


def check_openpyxl(path, language):
    book, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    want('sheets', book.sheetnames, ['Kinds', 'Detail'])
    want('title', (book.properties.title, book.properties.created), ('Kinds <&> ', DAY(2026, 4, 1)))
    check_cells(f'openpyxl, {language}', lambda sheet, place: unescaped(values[sheet][place].value))
    kinds = book['Kinds']
    for place, shown in FORMATS.items():
        plain = shown in ('@', 'General')
        want(f'format of {place}', kinds[place].number_format, shown if plain else NEGATIVE[language].format(shown))
    want('format of H5', kinds['H5'].number_format, DATES[language])
    want('a text is no formula', kinds['A6'].data_type, 's')
    want('formula', kinds['L6'].value, '=ROUND($C6*2,2)')
    want('formula', kinds['M6'].value, '=IF($B6>0,"it\'s (more","NG")')
    want('formula', kinds['C3'].value, "=ROUND(SUM('Kinds'!$C$5:$C$7),2)")
    for place, (colour, italic, underline) in LOOKS.items():
        font = kinds[place].font
        want(f'font of {place}', (font.name, font.color.rgb if font.color and font.color.type == 'rgb' else None,
                                  font.i, font.u), (FONTS[language], colour, italic, underline))
    for (sheet, place), target in LINKED.items():
        want(f'link of {place}', book[sheet][place].hyperlink and book[sheet][place].hyperlink.location, target)
    check_page(kinds)


def check_page(kinds):
    want('frozen', (kinds.freeze_panes, kinds.auto_filter.ref, kinds.print_title_rows), ('A5', 'A4:M9', '$4:$4'))
    page, foot = kinds.page_setup, kinds.oddFooter
    want('page', (page.orientation, page.paperSize, page.fitToWidth or 1, page.fitToHeight), ('landscape', 9, 1, 0))
    want('fits a page', kinds.sheet_properties.pageSetUpPr.fitToPage, True)
    want('footer', (foot.left.text, foot.center.text, foot.right.text), ('&F', '&A', '&P / &N'))
    columns = kinds.column_dimensions
    want('folded', [(columns[c].hidden, columns[c].outlineLevel, columns[c].collapsed) for c in 'IJKL'],
         [(False, 0, False), (True, 1, False), (True, 1, False), (False, 0, True)])
    if not 23 <= columns['B'].width <= 27 or not 9 <= columns['I'].width <= 12:
        problems.append(f'widths: {columns["B"].width}, {columns["I"].width}')
    marks = {str(area.sqref): [rule.formula for rule in area.rules] for area in kinds.conditional_formatting}
    want('marks', marks, {'B2': [['"NG"']], 'M5:M9': [['"NG"']]})
    want('charts', len(kinds._charts), 3)


def check_sheetjs(path, scratch):
    subprocess.run(['npm', 'install', '--prefix', scratch, '--no-audit', '--no-fund', '--silent', SHEETJS], check=True)
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'sheetjs.js')
    module = os.path.join(scratch, 'node_modules', 'xlsx')
    done = subprocess.run(['node', script, module, path], check=True, capture_output=True, text=True)
    cells = json.loads(done.stdout)

    def value(sheet, place):
        cell = cells[sheet].get(place)
        if cell and cell['t'] == 'n' and cell.get('z') in DATES.values():
            return DAY(1899, 12, 30) + datetime.timedelta(days=cell['v'])
        return cell and cell['v']
    check_cells('SheetJS', value)
    want('SheetJS: a text is no formula', cells['Kinds']['A6']['t'], 's')
    want('SheetJS: formula', cells['Kinds']['M6'].get('f'), 'IF($B6>0,"it\'s (more","NG")')
    for (sheet, place), target in LINKED.items():
        want(f'SheetJS: link of {place}', cells[sheet][place].get('link'), '#' + target)


def check_recalculated(written, path):
    """Every formula comes to what stood beside it; -> how many there are."""
    formulas, before = openpyxl.load_workbook(written), openpyxl.load_workbook(written, data_only=True)
    after, count = openpyxl.load_workbook(path, data_only=True), 0
    for sheet in formulas:
        for cell in (cell for line in sheet.iter_rows(max_row=20) for cell in line if cell.data_type == 'f'):
            count += 1
            was, now = (book[sheet.title][cell.coordinate].value for book in (before, after))
            if not near(now, was, 5e-15):              # it writes 15 digits
                problems.append(f'LibreOffice: {cell.coordinate} {cell.value} is {now!r}, not {was!r}')
    return count


def check_charts(path):
    with zipfile.ZipFile(path) as book:
        charts = [book.read(f'xl/charts/chart{n}.xml').decode() for n in (1, 2, 3)]
    for kind, chart in zip(('barChart', 'barChart', 'lineChart'), charts):
        want('chart', f'<c:{kind}>' in chart, True)
    want('series', re.findall(r"<c:f>(.*?)</c:f>", charts[0]), ["'Detail'!$A$2:$A$4", "'Detail'!$B$2:$B$4"])
    want('texts', re.findall(r'<a:t>(.*?)</a:t>|<c:v>(.*?)</c:v>', charts[0]),
         [('Bars', ''), ('', ' =1+1'), ('up', ''), ('across', '')])


def rows_and_links(book, number):
    """In a sheet that is too long to be read cell by cell."""
    counts, tags, before = [0, 0], (b'<row ', b'<hyperlink '), b''
    with book.open(f'xl/worksheets/sheet{number}.xml') as sheet:
        while block := sheet.read(1 << 20):
            for n, tag in enumerate(tags):
                counts[n] += (before[1 - len(tag):] + block).count(tag)
            before = block
    return tuple(counts)


def check_long(path):
    with zipfile.ZipFile(path) as book:
        want('rows of Numbers', rows_and_links(book, 2), (ROWS - 1, LINKS))        # a blank line above its heading
        want('rows of Numbers 2', rows_and_links(book, 3), (4, 3))
        names = re.findall(r'<sheet name="(.*?)"', book.read('xl/workbook.xml').decode())
        want('sheets', names, ['Sums', 'Numbers', 'Numbers 2'])
        sums = book.read('xl/worksheets/sheet1.xml').decode()
        want('formulas', re.findall('<f>(.*?)</f>', sums),
             ["SUM('Numbers'!$A$3:$A$1048576,'Numbers 2'!$A$2:$A$4)", "'Numbers 2'!$A$4"])
        want('link', re.findall('location="(.*?)"', sums), ["'Numbers 2'!A4"])


def write(program, scratch, name, *words, **env):
    path = os.path.join(scratch, name)
    done = subprocess.run([program, words[0], path, *words[1:]], check=True, capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'C', **env})
    return path, done.stdout.split()


def german(scratch):
    os.makedirs(os.path.join(scratch, 'locale'))
    subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', os.path.join(scratch, 'locale', 'de_DE.UTF-8')], check=True)
    return {'LOCPATH': os.path.join(scratch, 'locale'), 'LC_ALL': 'de_DE.UTF-8'}


def same_bytes(first, second, what):
    with open(first, 'rb') as one, open(second, 'rb') as two:
        want(what, one.read() == two.read(), True)


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    options.add_argument('--program', required=True)
    program = os.path.abspath(options.parse_args().program)
    need_soffice()
    if not shutil.which('npm'):
        raise SystemExit('npm is missing: apt-get install nodejs npm')
    with tempfile.TemporaryDirectory() as scratch:
        english, said = write(program, scratch, 'en.xlsx', 'kinds', 'en')
        want('said', said, ['.', '5', '0', '0'])       # five figures stand as texts, nothing is cut
        comma, said = write(program, scratch, 'comma.xlsx', 'kinds', 'en', **german(scratch))
        want('said', said, [',', '5', '0', '0'])
        same_bytes(english, comma, 'the same bytes under a decimal comma')
        same_bytes(english, write(program, scratch, 'again.xlsx', 'kinds', 'en')[0], 'the same bytes again')
        japanese, _ = write(program, scratch, 'ja.xlsx', 'kinds', 'ja')
        check_openpyxl(english, 'en')
        check_openpyxl(japanese, 'ja')
        check_charts(english)
        check_sheetjs(english, scratch)
        long, said = write(program, scratch, 'long.xlsx', 'long')
        want('said', said, ['.', '0', '0', str(LONG_ROWS - LINKS - 3)])
        check_long(long)
        again = recalculate([english, japanese], scratch)
        count = sum(check_recalculated(*pair) for pair in zip((english, japanese), again))
        want('formulas', count, 2 * (2 + 5 + 4))
    for problem in problems:
        print('FAIL', problem)
    print(f'{count} formulas, {len(problems)} problems')
    return 1 if problems else 0


sys.exit(main())
