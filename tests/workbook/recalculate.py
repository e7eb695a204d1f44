"""LibreOffice as a second reader: workbooks are opened, every formula is computed anew, and saved.

soffice ends with 0 whatever happened, and by default trusts the figures that it finds in a file: so
every file must be there afterwards, and a probe with a wrong figure in it must come out right.
"""
import os
import shutil
import signal
import subprocess
import zipfile

import openpyxl

SECONDS = 60                         # a workbook, on a busy machine
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculate(paths, scratch):
    """-> the paths of the workbooks as LibreOffice saves them. The files' names must differ."""
    probe = make_probe(os.path.join(scratch, 'probe.xlsx'))
    profile, out = os.path.join(scratch, 'profile'), os.path.join(scratch, 'recalculated')
    os.makedirs(os.path.join(profile, 'user'))
    with open(os.path.join(profile, 'user', 'registrymodifications.xcu'), 'w') as file:
        file.write(ALWAYS)
    command = ['soffice', f'-env:UserInstallation=file://{profile}', '--headless', '--norestore',
               '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', out, probe, *paths]
    # A group of its own, as soffice is a script that starts others.
    work = subprocess.Popen(command, env=dict(os.environ, HOME=profile), text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, start_new_session=True)
    seconds = SECONDS * (2 + len(paths))
    try:
        said = work.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        os.killpg(work.pid, signal.SIGKILL)
        said = f'ended after {seconds} s; ' + work.communicate()[0]
    made = [os.path.join(out, os.path.basename(path)) for path in [probe, *paths]]
    for path in made:
        if not os.path.isfile(path) or not os.path.getsize(path):
            raise SystemExit(f'soffice made no {path}: {said}')
    if openpyxl.load_workbook(made[0], data_only=True).active['A1'].value != 2:
        raise SystemExit('soffice did not compute the formulas anew')
    return made[1:]


def make_probe(path):
    """A workbook that says =1+1 is 3."""
    book = openpyxl.Workbook()
    book.active['A1'] = '=1+1'
    plain = path + '.plain'
    book.save(plain)
    changed = 0
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, 'w') as new:
        for name in old.namelist():
            data = old.read(name)
            for empty in (b'<v></v>', b'<v />', b'<v/>'):
                changed += data.count(empty)
                data = data.replace(empty, b'<v>3</v>')
            new.writestr(name, data)
    os.remove(plain)
    assert changed == 1, 'openpyxl writes formulas in another way'
    return path


def need_soffice():
    if not shutil.which('soffice'):
        raise SystemExit('soffice is missing: apt-get install libreoffice-calc-nogui')
