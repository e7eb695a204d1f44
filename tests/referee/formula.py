"""Section 3 of the contract: spreadsheet formulas over names, in exact fractions.

parse(text) gives a tree of tuples; evaluate(tree, names) its value. `names` is a function from a name to its value:
Fraction, str, bool, datetime.date, or None for "no date". A formula that can't be evaluated raises FormulaError.
"""
import calendar
import datetime
import re
from fractions import Fraction


class FormulaError(Exception):
    """The formula can't be read, or can't be evaluated on this row."""


TOKEN = re.compile(r'''\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)
                         |(?P<text>"(?:[^"]|"")*")
                         |(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)
                         |(?P<sign><=|>=|<>|[=<>&+\-*/%(),]))''', re.X)


def tokens(text):
    place, out = 0, []
    text = text.rstrip()
    while place < len(text):
        found = TOKEN.match(text, place)
        if not found:
            raise FormulaError(f'cannot read {text[place:]!r}')
        out.append((found.lastgroup, found.group(found.lastgroup)))
        place = found.end()
    return out + [('end', '')]


def parse(text):
    reader = Reader(tokens(text))
    tree = reader.comparison()
    if reader.kind != 'end':
        raise FormulaError(f'unexpected {reader.word!r} in {text!r}')
    return tree


class Reader:
    """Operators, loosest first: comparison, &, + -, * /, unary -, postfix %."""

    def __init__(self, words):
        self.words, self.place = words, 0

    kind = property(lambda self: self.words[self.place][0])
    word = property(lambda self: self.words[self.place][1])

    def take(self):
        self.place += 1
        return self.words[self.place - 1][1]

    def left(self, signs, below):
        tree = below()
        while self.kind == 'sign' and self.word in signs:
            sign = self.take()
            tree = ('op', sign, tree, below())
        return tree

    def comparison(self): return self.left(('=', '<>', '<', '<=', '>', '>='), self.joined)
    def joined(self): return self.left(('&',), self.summed)
    def summed(self): return self.left(('+', '-'), self.product)
    def product(self): return self.left(('*', '/'), self.unary)

    def unary(self):
        if self.kind == 'sign' and self.word == '-':
            self.take()
            return ('minus', self.unary())
        if self.kind == 'sign' and self.word == '+':
            self.take()
            return self.unary()
        tree = self.atom()
        while self.kind == 'sign' and self.word == '%':
            self.take()
            tree = ('op', '/', tree, ('value', Fraction(100)))
        return tree

    def atom(self):
        kind, word = self.kind, self.take()
        if kind == 'number':
            return ('value', Fraction(word))
        if kind == 'text':
            return ('value', word[1:-1].replace('""', '"'))
        if kind == 'name' and self.kind == 'sign' and self.word == '(':
            return ('call', word.upper(), self.arguments())
        if kind == 'name' and word.upper() in ('TRUE', 'FALSE'):
            return ('value', word.upper() == 'TRUE')
        if kind == 'name':
            return ('name', word)
        if (kind, word) == ('sign', '('):
            tree = self.comparison()
            self.close()
            return tree
        raise FormulaError(f'unexpected {word!r}')

    def close(self):
        if self.take() != ')':
            raise FormulaError('a ) is missing')

    def arguments(self):
        self.take()
        found = []
        if self.word == ')' and self.kind == 'sign':
            self.take()
            return found
        while True:
            found.append(self.comparison())
            if self.word == ',' and self.kind == 'sign':
                self.take()
                continue
            self.close()
            return found


def names_of(tree):
    """Every name that the formula mentions."""
    if tree[0] == 'name':
        return {tree[1]}
    found = set()
    for part in tree[1:]:
        for piece in part if isinstance(part, list) else [part]:
            if isinstance(piece, tuple):
                found |= names_of(piece)
    return found


def evaluate(tree, names):
    kind = tree[0]
    if kind == 'value':
        return tree[1]
    if kind == 'name':
        return names(tree[1])
    if kind == 'minus':
        return -number(evaluate(tree[1], names))
    if kind == 'op':
        return operate(tree[1], evaluate(tree[2], names), evaluate(tree[3], names))
    if tree[1] in CHOOSING:
        return CHOOSING[tree[1]](tree[2], names)
    if tree[1] not in FUNCTIONS:
        raise FormulaError(f'no function {tree[1]}')
    return FUNCTIONS[tree[1]](*[evaluate(argument, names) for argument in tree[2]])


def operate(sign, left, right):
    if sign in ('=', '<>', '<', '<=', '>', '>='):
        return compare(sign, left, right)
    if sign == '&':
        if not (isinstance(left, str) and isinstance(right, str)):
            raise FormulaError('& joins texts')
        return left + right
    if sign in '+-' and (is_date(left) or is_date(right)):
        return date_sum(sign, left, right)
    left, right = number(left), number(right)
    if sign == '+':
        return left + right
    if sign == '-':
        return left - right
    if sign == '*':
        return left * right
    if right == 0:
        raise FormulaError('division by zero')
    return left / right


def compare(sign, left, right):
    if left is None or right is None:
        return False                                  # no date: every comparison is FALSE
    if isinstance(left, str) and isinstance(right, str):
        left, right = folded(left), folded(right)
    elif type(left) is not type(right):
        raise FormulaError('two kinds compared')
    return {'=': left == right, '<>': left != right, '<': left < right,
            '<=': left <= right, '>': left > right, '>=': left >= right}[sign]


def folded(text):
    return ''.join(chr(ord(c) - 32) if 'a' <= c <= 'z' else c for c in text)


def is_date(value):
    return isinstance(value, datetime.date)


def number(value):
    if not isinstance(value, Fraction):
        raise FormulaError(f'{value!r} is no number')
    return value


def whole(value):
    """A count of months, days or places: the fraction is cut off."""
    value = number(value)
    return int(value)


def day(value):
    if not is_date(value):
        raise FormulaError('no date')
    return value


def date_sum(sign, left, right):
    try:
        if is_date(left) and is_date(right) and sign == '-':
            return Fraction((left - right).days)
        if is_date(left) and isinstance(right, Fraction):
            return left + datetime.timedelta(whole(right) if sign == '+' else -whole(right))
        if is_date(right) and isinstance(left, Fraction) and sign == '+':
            return right + datetime.timedelta(whole(left))
    except OverflowError:
        raise FormulaError('a date beyond the calendar')
    raise FormulaError('a date in arithmetic')


def flag(value):
    if not isinstance(value, bool):
        raise FormulaError('no flag')
    return value


def choose_if(arguments, names):
    if flag(evaluate(arguments[0], names)):
        return evaluate(arguments[1], names)
    return evaluate(arguments[2], names) if len(arguments) > 2 else False


def choose_ifs(arguments, names):
    for test, result in zip(arguments[::2], arguments[1::2]):
        if flag(evaluate(test, names)):
            return evaluate(result, names)
    raise FormulaError('IFS without a match')


def choose_switch(arguments, names):
    subject = evaluate(arguments[0], names)
    pairs = arguments[1:]
    for place in range(0, len(pairs) - 1, 2):
        if compare('=', subject, evaluate(pairs[place], names)):
            return evaluate(pairs[place + 1], names)
    if len(pairs) % 2:
        return evaluate(pairs[-1], names)
    raise FormulaError('SWITCH without a match')


CHOOSING = {'IF': choose_if, 'IFS': choose_ifs, 'SWITCH': choose_switch}


def rounded(value, places, mode):
    """mode: half (away from zero on a tie), up (away from zero), down (towards zero)."""
    scale = Fraction(10) ** whole(places)
    size = abs(number(value)) * scale
    if mode == 'half':
        units = (size + Fraction(1, 2)).__floor__()
    else:
        units = size.__floor__() if mode == 'down' else size.__ceil__()
    return Fraction(units) / scale * (-1 if value < 0 else 1)


def make_date(year, month, day_of_month):
    months = whole(year) * 12 + whole(month) - 1
    try:
        first = datetime.date(months // 12, months % 12 + 1, 1)
        return first + datetime.timedelta(whole(day_of_month) - 1)
    except (ValueError, OverflowError):
        raise FormulaError('no such date')


def shifted(start, months, end_of_month=False):
    start = day(start)
    count = start.year * 12 + start.month - 1 + whole(months)
    year, month = count // 12, count % 12 + 1
    if not 1 <= year <= 9999:
        raise FormulaError('a date beyond the calendar')
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, last if end_of_month else min(start.day, last))


def date_dif(start, end, unit):
    start, end = day(start), day(end)
    if start > end:
        raise FormulaError('DATEDIF: the start lies after the end')
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    unit = unit.upper()
    if unit == 'D':
        return Fraction((end - start).days)
    if unit in ('Y', 'M', 'YM'):
        return Fraction({'Y': months // 12, 'M': months, 'YM': months % 12}[unit])
    raise FormulaError(f'DATEDIF: unit {unit}')


def is_blank(value):
    return value is None or value == ''


def taken(text, count, right):
    count = whole(count)
    if count < 0:
        raise FormulaError('a negative length')
    return (text[len(text) - count:] if count < len(text) else text) if right else text[:count]


FUNCTIONS = {
    'AND': lambda *flags: all([flag(f) for f in flags]),
    'OR': lambda *flags: any([flag(f) for f in flags]),
    'NOT': lambda f: not flag(f),
    'MIN': lambda *values: min(number(v) for v in values),
    'MAX': lambda *values: max(number(v) for v in values),
    'ABS': lambda value: abs(number(value)),
    'INT': lambda value: Fraction(number(value).__floor__()),
    'ROUND': lambda value, places: rounded(value, places, 'half'),
    'ROUNDUP': lambda value, places: rounded(value, places, 'up'),
    'ROUNDDOWN': lambda value, places: rounded(value, places, 'down'),
    'DATE': make_date,
    'YEAR': lambda date: Fraction(day(date).year),
    'MONTH': lambda date: Fraction(day(date).month),
    'DAY': lambda date: Fraction(day(date).day),
    'EDATE': shifted,
    'EOMONTH': lambda date, months: shifted(date, months, True),
    'DATEDIF': date_dif,
    'DAYS': lambda end, start: Fraction((day(end) - day(start)).days),
    'ISBLANK': is_blank,
    'LEFT': lambda text, count=Fraction(1): taken(text, count, False),
    'RIGHT': lambda text, count=Fraction(1): taken(text, count, True),
    'LEN': lambda text: Fraction(len(text)),
    'UPPER': lambda text: text.upper(),
}
