#!/usr/bin/python3
"""An independent implementation of the contract, to judge the program by.

  referee.py --company company.yaml --period 2026-03 --output DIR [--plans DIR]

It writes payouts.csv, payroll.csv and credits.csv as sections 7 and 8 of the contract say, as if nothing was closed, and
ends with 3 where the data or the plan is refused. judge() takes books (books.py), too, and adds prior.csv. Written from the contract alone, for clarity and not for speed, in exact fractions; it shares
no line and no idea of arrangement with the C program. Needs python3-yaml.
"""
import argparse
import os
import sys
from fractions import Fraction

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from books import Books, Years                                              # noqa: E402
from design import Design                                                    # noqa: E402
from formula import FormulaError                                             # noqa: E402
from tables import DIGITS, Company, Refused, first_day, last_day, read_month, round_units    # noqa: E402

PAYOUTS = ('period,person_id,name,role,team,plan,component,measure,from,to,value,quota,attainment,multiplier,'
           'target,earned_to_date,earned_before,earning,note').split(',')
PRIOR = 'period,person_id,plan,component,for_month,booked,due,adjustment'.split(',')
CREDITS = 'measure,credit,person_id,date,amount,share,feed,key,file,line,status'.split(',')


def judge(company_path, period, plans=None, books=None, close=False):
    """-> {file name: text}, prior.csv without its last column; raises Refused. close: books the month in `books`."""
    company = Company(company_path)
    design = Design(plans or os.path.join(company.folder, company.tree['plans']))
    books, month = Books() if books is None else books, read_month(period)
    try:
        years = Years(company, design, month)
        ledger, outcome = years.of(month), books.close(years) if close else books.run(years)
    except FormulaError as problem:
        raise Refused(str(problem))
    found = {'payouts.csv': payouts(ledger, period), 'payroll.csv': payroll(ledger, period, outcome),
             'credits.csv': credits(ledger)}
    if 'books' in company.tree:
        found['prior.csv'] = priors(ledger, period, outcome)
    return found


def payouts(ledger, period):
    rows, money = [], lambda amount: plain_money(amount, ledger.company.digits)
    for month, part, component, figure in ledger.lines:
        if month != ledger.period:
            continue
        latest = part.latest(figure)
        quota = figure.quota
        rows.append([period, part.person, ledger.name_of(part.person), latest['role'], latest['team'], part.plan.name,
                     component.name, component.measure.name if component.measure else '',
                     figure.start.isoformat(), figure.end.isoformat(), plain(figure.raw_value), plain(quota),
                     plain(figure.raw_attainment if quota is not None else None), plain(figure.multiplier_shown()),
                     plain(figure.target if component.uses_target() else None),
                     money(figure.kept), money(figure.kept_before), money(figure.earning), figure.all_notes()])
    return text_of(PAYOUTS, rows)


def payroll(ledger, period, outcome):
    draws = ['draw_paid', 'draw_repaid', 'draw_owed', 'held'] if outcome.rules else []
    prior = ['prior'] if 'books' in ledger.company.tree else []
    columns = ['balance_in', 'earnings', *prior, 'adjustments', *draws, 'payment', 'balance_out']
    company, rows = ledger.company, []
    foreign = any(row.get('pay_currency', '') not in ('', company.currency) for row in company.roster)
    for person, paid in outcome.rows.items():
        currency = ledger.latest_row(person).get('pay_currency') or company.currency
        rate, digits = company.rate(currency, ledger.period)[0], DIGITS[currency]
        amounts = [round_units(getattr(paid, column) / rate * 10 ** digits, company.rounding) / Fraction(10) ** digits
                   for column in columns]
        rows.append([period, person, ledger.name_of(person), currency] + [plain_money(amount, digits) for amount in amounts] +
                    ([plain(rate, 18) if currency != company.currency else ''] if foreign else []))
    return text_of(['period', 'person_id', 'name', 'currency'] + columns + (['rate'] if foreign else []), rows, guarded=(1, 2, 3))


def priors(ledger, period, outcome):
    rows, money = [], lambda amount: plain_money(amount, ledger.company.digits)
    for key in sorted(outcome.priors, key=lambda key: [part.encode() for part in key[:3]] + [key[3]]):
        booked, due = outcome.priors[key]
        rows.append([period, *key[:3], '%d-%02d' % key[3], money(booked), money(due), money(due - booked)])
    return text_of(PRIOR, rows, guarded=(1, 2, 3))


def credits(ledger):
    """Fiscal year to date, every line of every measure that a plan with an effective day in it uses."""
    start, end = first_day(ledger.year[0]), last_day(ledger.period)
    used, fx = ledger.design.used(start, end), 'fx' in ledger.company.tree
    found = [c for (name, _), lines in ledger.credits.items() if name in used for c in lines if start <= c.date <= end]
    rows = []
    for c in sorted(found, key=lambda c: c.order()):
        amount = plain_money(c.amount, ledger.company.digits) if c.measure.money else plain(c.amount)
        rows.append([c.measure.name, c.line, c.person, c.date.isoformat(), amount, plain(c.share), c.feed, c.row.key,
                     c.row.file, str(c.row.line), c.status] + ([c.rate[0], plain(c.rate[1], 18), c.rate[2]] if fx else []))
    return text_of(CREDITS + (['currency', 'rate', 'rate_source'] if fx else []), rows, guarded=(2, 6, 7, 8, 11, 13))


# ---- text

def plain(figure, places=6):
    """At most 6 decimals, half up, no trailing zeros; empty where there is no figure."""
    if figure is None:
        return ''
    text = plain_money(round_units(figure * 10 ** places, 'half_up') / 10 ** places, places)
    return text.rstrip('0').rstrip('.') if '.' in text else text


def plain_money(amount, digits):
    units = amount * 10 ** digits
    assert units == int(units), 'money is whole minor units'
    text = str(abs(int(units))).rjust(digits + 1, '0')
    text = text[:-digits] + '.' + text[-digits:] if digits else text
    return ('-' if units < 0 else '') + text


def text_of(header, rows, guarded=(1, 2, 3, 4, 5, 6, 7)):
    lines = [header] + [[guard(cell) if k in guarded else cell for k, cell in enumerate(row)] for row in rows]
    return ''.join(','.join(quoted(cell) for cell in line) + '\n' for line in lines)


def guard(cell):
    return "'" + cell if cell[:1] in ('=', '+', '-', '@', '\t', '\r') and cell else cell


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\r\n') else cell


def main():
    options = argparse.ArgumentParser(description=__doc__, allow_abbrev=False,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--company', default='company.yaml')
    options.add_argument('--period', required=True)
    options.add_argument('--output', required=True)
    options.add_argument('--plans')
    chosen = options.parse_args()
    try:
        files = judge(chosen.company, chosen.period, chosen.plans)
    except Refused as problem:
        print(f'refused: {problem}', file=sys.stderr)
        return 3
    os.makedirs(chosen.output, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(chosen.output, name), 'w', encoding='utf-8', newline='') as f:
            f.write(text)
    return 0


if __name__ == '__main__':
    sys.exit(main())
