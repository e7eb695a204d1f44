"""Section 2 of the contract: company.yaml, the calendar, and plain UTF-8 CSV files as typed rows."""
import calendar
import csv
import datetime
import glob
import os
import re
from fractions import Fraction

import yaml

DIGITS = {'JPY': 0, 'KRW': 0, 'USD': 2, 'EUR': 2, 'GBP': 2, 'KWD': 3}
FOREVER = datetime.date(9999, 12, 31)
ROSTER = {'person_id': 'text', 'name': 'text', 'role': 'text', 'team': 'text?', 'manager_id': 'text?',
          'start_date': 'date', 'end_date': 'date?', 'target_incentive': 'money?'}
QUOTAS = {'holder': 'text', 'measure': 'text', 'period': 'text', 'amount': 'number'}
ALIGNMENTS = {'person_id': 'text', 'team': 'text', 'start_date': 'date?', 'end_date': 'date?'}
ADJUSTMENTS = {'adjustment_id': 'text', 'person_id': 'text', 'period': 'text', 'amount': 'money',
               'reason': 'text', 'approved_by': 'text'}
RATES = {'currency': 'text', 'period': 'text', 'rate': 'number', 'source': 'text'}


class Refused(Exception):
    """Bad data or a bad plan: what `attain` ends with exit status 3 for. lacks: (plan, component) without a quota."""
    def __init__(self, problem, lacks=None):
        super().__init__(problem)
        self.lacks = lacks


def read_yaml(path):
    """Every scalar is text: types are the contract's, not YAML's."""
    with open(path, encoding='utf-8') as f:
        return yaml.load(f, Loader=yaml.CBaseLoader)


# ---- the calendar

def month_of(day): return (day.year, day.month)
def next_month(month): return (month[0] + month[1] // 12, month[1] % 12 + 1)
def days_of(month): return calendar.monthrange(*month)[1]
def first_day(month): return datetime.date(month[0], month[1], 1)
def last_day(month): return datetime.date(month[0], month[1], days_of(month))


def month_add(month, count):
    total = month[0] * 12 + month[1] - 1 + count
    return (total // 12, total % 12 + 1)


def days_between(start, end):
    day = start
    while day <= end:
        yield day
        day += datetime.timedelta(1)


def read_month(text):
    found = re.fullmatch(r'(\d{4})-(\d\d)', text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise Refused(f'{text}: no month')
    return (int(found[1]), int(found[2]))


class Company:
    def __init__(self, path, feeds=True):
        """feeds: read them too, not people, quotas and what else stands beside them alone."""
        self.folder = os.path.dirname(os.path.abspath(path))
        tree = read_yaml(path)
        self.tree = tree
        self.currency = tree['currency']
        self.digits = DIGITS[self.currency]
        self.rounding = tree.get('rounding', 'half_up')
        self.year_starts = int(tree.get('fiscal_year_starts', '1'))
        self.named_by_end = tree.get('fiscal_year_named_by', 'end') == 'end'
        self.feeds = {name: Feed(self, name, feed) for name, feed in tree.get('feeds', {}).items() if feeds}
        self.roster = self.records('roster', ROSTER, {'pay_currency': 'text?'})
        self.quotas = self.records('quotas', QUOTAS)
        self.alignments = self.records('alignments', ALIGNMENTS)
        self.adjustments = self.records('adjustments', ADJUSTMENTS)
        self.people = {row['person_id'] for row in self.roster}
        check_roster(self)
        self.rates = {}                                # (currency, month) -> (rate, source)
        for row in self.records('fx', RATES):
            key = row['currency'], read_month(row['period'])
            if key in self.rates or row['rate'] <= 0 or (key[0] == self.currency and row['rate'] != 1):
                raise Refused(f'{row.file}:{row.line}: no such rate')
            self.rates[key] = row['rate'], row['source']

    def records(self, name, columns, where_given=None):
        if name not in self.tree:
            return []
        entry = self.tree[name]
        given = entry.get('columns', {})                # a standard column keeps its type
        kept = {column: {**spec, 'type': columns[column]} for column, spec in given.items()
                if column in columns and isinstance(spec, dict)}
        return read_files(self, entry['file'], {**columns, **given, **kept}, where_given=where_given)

    def rate(self, currency, month):
        """-> (units of the company's currency for one unit, source); the company's own is 1."""
        if currency in ('', self.currency):
            return Fraction(1), ''
        if (currency, month) not in self.rates:
            raise Refused(f'{currency}: no rate of {month}')
        return self.rates[currency, month]

    # ---- the fiscal year, as the tuple of its twelve months

    def year_of(self, month):
        first = (month[0] if month[1] >= self.year_starts else month[0] - 1, self.year_starts)
        return [month_add(first, k) for k in range(12)]

    def window_months(self, window, month):
        year = self.year_of(month)
        size = {'credit': 1, 'month': 1, 'quarter': 3, 'half': 6, 'year': 12}[window]
        place = year.index(month) // size * size
        return year[place:place + size]

    def period_months(self, text):
        """The months of 2026-03, FY2026-Q1, FY2026-H1 or FY2026."""
        found = re.fullmatch(r'FY(\d{4})(?:-([QH])(\d))?', text)
        if not found:
            return [read_month(text)]
        start = int(found[1])
        if self.named_by_end and self.year_starts > 1:
            start -= 1
        year = [month_add((start, self.year_starts), k) for k in range(12)]
        if not found[2]:
            return year
        size = {'Q': 3, 'H': 6}[found[2]]
        place = (int(found[3]) - 1) * size
        if not 0 <= place < 12:
            raise Refused(f'{text}: no such period')
        return year[place:place + size]

    # ---- money

    def rounded(self, amount):
        return round_units(amount * 10 ** self.digits, self.rounding) / Fraction(10) ** self.digits


class Feed:
    def __init__(self, company, name, tree):
        self.name, self.columns, self.key = name, tree['columns'], tree.get('key')
        foreign = {column: spec['currency'] for column, spec in self.columns.items() if 'currency' in spec and isinstance(spec, dict)}
        self.foreign, self.currency_column = set(foreign), next(iter(foreign.values()), None)
        self.rows = read_files(company, tree['file'], self.columns, tree.get('total_row'))
        if self.key:
            self.rows = once_each(self.rows, self.key, self.columns)


def once_each(rows, key, columns):
    """Two rows with one key: alike, the second counts once; different, an error."""
    seen, kept = {}, []
    for row in rows:
        before = seen.setdefault(row[key], row)
        if before is row:
            kept.append(row)
        elif any(before[c] != row[c] for c in columns):
            raise Refused(f'{row.file}:{row.line}: key {row[key]} again, and different')
    return kept


def check_roster(company):
    for row in company.roster:
        row['end_date'] = row['end_date'] or FOREVER
        if row['end_date'] < row['start_date']:
            raise Refused(f'{row.file}:{row.line}: ends before it starts')
        if row['manager_id'] and row['manager_id'] not in company.people:
            raise Refused(f'{row.file}:{row.line}: unknown manager')
    by_role = {}
    for row in sorted(company.roster, key=lambda r: r['start_date']):
        before = by_role.get((row['person_id'], row['role']))
        if before and before['end_date'] >= row['start_date']:
            raise Refused(f'{row.file}:{row.line}: overlaps')
        by_role[row['person_id'], row['role']] = row
    for row in company.alignments:
        row['start_date'] = row['start_date'] or datetime.date.min
        row['end_date'] = row['end_date'] or FOREVER
    for row in company.alignments + company.adjustments:
        if row['person_id'] not in company.people:
            raise Refused(f'{row.file}:{row.line}: unknown person')


def round_units(amount, mode):
    """To a whole number, as a Fraction; both signs alike."""
    size = abs(amount)
    down = Fraction(size.__floor__())
    rest = size - down
    if mode == 'down' or rest == 0:
        up = False
    elif mode == 'up':
        up = True
    elif rest != Fraction(1, 2):
        up = rest > Fraction(1, 2)
    else:
        up = {'half_up': True, 'half_down': False, 'half_even': down % 2 == 1}[mode]
    return (down + up) * (-1 if amount < 0 else 1)


# ---- CSV files

class Row(dict):
    """Typed cells by column, and where the row starts."""
    def __init__(self, cells, file, line):
        super().__init__(cells)
        self.file, self.line = file, line


def read_files(company, pattern, columns, total_row=None, where_given=None):
    paths = sorted(glob.glob(os.path.join(company.folder, pattern)))
    if not paths:
        raise Refused(f'{pattern}: no such file')
    rows = []
    for path in paths:
        rows += read_csv(company, path, columns, total_row, where_given or {})
    return rows


def read_csv(company, path, columns, total_row, where_given):
    """where_given: columns that are read where the file has their headings."""
    name = os.path.relpath(path, company.folder)
    specs = {column: column_spec(column, spec) for column, spec in columns.items()}
    lines = []
    with open(path, encoding='utf-8-sig', newline='') as f:
        reader = csv.reader(f, strict=True)
        before = 0
        for cells in reader:
            lines.append((before + 1, [trimmed(cell) for cell in cells]))
            before = reader.line_num
    headings = {spec['header'] for spec in specs.values()}
    start = next((k for k, (_, cells) in enumerate(lines) if headings <= set(cells)), None)
    if start is None:
        raise Refused(f'{name}: a heading is missing')
    header = lines[start][1]
    specs.update({column: column_spec(column, kind) for column, kind in where_given.items() if column in header})
    rows = []
    for line, cells in lines[start + 1:]:
        filled = [cell for cell in cells if cell]
        if not filled or filled[0] == total_row:
            continue
        if len(cells) != len(header):
            raise Refused(f'{name}:{line}: {len(cells)} cells')
        told = {column: cells[header.index(spec['header'])] for column, spec in specs.items()}
        rows.append(Row({column: cell_value(company, spec, told[column], f'{name}:{line}', told.get(spec['currency']))
                         for column, spec in specs.items()}, name, line))
    return rows


def column_spec(column, spec):
    if isinstance(spec, str):
        spec = {'type': spec}
    kind = spec.get('type', 'text')
    return {'header': spec.get('header', column), 'type': kind.rstrip('?'), 'blank': kind.endswith('?'),
            'times': Fraction(spec.get('times', '1')), 'format': spec.get('format'), 'currency': spec.get('currency')}


def trimmed(cell):
    return cell.strip(' \t\r\n　')


BLANK = {'text': '', 'payee': '', 'date': None, 'flag': False}


def cell_value(company, spec, cell, place, currency=None):
    """currency: of an amount that names its currency column, what stands there."""
    kind = spec['type']
    if cell == '':
        if not spec['blank']:
            raise Refused(f'{place}: {spec["header"]} is blank')
        return BLANK.get(kind, Fraction(0))
    try:
        if kind in ('text', 'payee'):
            return cell
        if kind == 'date':
            return read_date(cell, spec['format'])
        if kind == 'flag':
            return FLAGS[cell.lower()]
        return read_amount(DIGITS[currency or company.currency], kind, cell, spec['times'])
    except (ValueError, KeyError, TypeError):
        raise Refused(f'{place}: {cell} is no {kind}')


FLAGS = {'true': True, 'yes': True, 'y': True, '1': True, 'はい': True, '○': True,
         'false': False, 'no': False, 'n': False, '0': False, 'いいえ': False, '×': False}
DATES = (r'(\d{4})-(\d{1,2})-(\d{1,2})', r'(\d{4})/(\d{1,2})/(\d{1,2})', r'(\d{4})年(\d{1,2})月(\d{1,2})日')
TIME = r'(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?'


def read_date(cell, pattern):
    if pattern:
        return datetime.datetime.strptime(cell, pattern).date()
    for form in DATES:
        found = re.fullmatch(form + TIME, cell)
        if found:
            return datetime.date(*map(int, found.groups()[:3]))
    raise ValueError(cell)


WIDE = str.maketrans('０１２３４５６７８９．，－＋（）％￥＄', '0123456789.,-+()%¥$')


def read_amount(digits_of_minor, kind, cell, times):
    text = cell.translate(WIDE)
    negative = text.startswith('(') and text.endswith(')')
    if negative:
        text = text[1:-1]
    found = re.fullmatch(r'([△▲]?)\s*([¥\\$€]?)\s*([+-]?)\s*([¥\\$€]?)\s*'
                         r'((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)\s*(円|€|%)?', text)
    if not found:
        raise ValueError(cell)
    mark, _, sign, _, digits, tail = found.groups()
    value = Fraction(digits.replace(',', ''))
    if negative or mark or sign == '-':
        value = -value
    if kind == 'percent':
        return percent(value, tail == '%')
    if tail == '%':
        raise ValueError(cell)
    value *= times
    if kind == 'integer' and value.denominator != 1:
        raise ValueError(cell)
    if kind == 'money' and (value * 10 ** digits_of_minor).denominator != 1:
        raise ValueError(cell)
    return value


def percent(value, marked):
    if marked:
        return value / 100
    if abs(value) > 1:
        raise ValueError('write 35% or 0.35')
    return value
