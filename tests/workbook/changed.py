"""Workbooks as somebody might have changed them: a value in the file itself, nothing else."""
import re
import zipfile

import openpyxl


def part_of(path, sheet):
    """The part of the zip that holds a sheet: they are numbered in the workbook's order."""
    return f'xl/worksheets/sheet{openpyxl.load_workbook(path, read_only=True).sheetnames.index(sheet) + 1}.xml'


def rewrite(path, out, part, change):
    """A copy of the zip, one part changed: bytes -> bytes."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)


def change_value(path, out, sheet=None, pattern=rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f><v>)([1-9]\d*)(</v>)'):
    """One more in the first cell, of the sheet or of any, that holds a whole number; -> (sheet, cell)."""
    for name in [sheet] if sheet else openpyxl.load_workbook(path, read_only=True).sheetnames:
        cells = []

        def more(found):
            cells.append(found[2].decode())
            return found[1] + str(int(found[3]) + 1).encode() + found[4]

        rewrite(path, out, part_of(path, name), lambda data: re.sub(pattern, more, data, count=1))
        if cells:
            return name, cells[0]
    raise SystemExit(f'{path}: no such cell')
