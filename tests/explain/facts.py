"""What an explanation's figures rest on outside the JSON: the company's files, the design, and what `attain run` wrote.

The referee reads roster, quotas, alignments, adjustments, rates and plans; its scopes, derived quotas and service months
say whose credits, quotas and days must stand in the JSON. credits.csv says which credits there are.
"""
import csv
import os
from collections import Counter, defaultdict
from fractions import Fraction
from types import SimpleNamespace

from arithmetic import Ledger
from books import Years
from design import Matrix
from redo import ZERO, Rounding, day, decimal, exact, fraction, last_of, month_text
from tables import DIGITS, FOREVER, days_between, days_of, first_day, last_day, month_add, month_of, read_month, round_units


class Roll(Ledger):
    """A referee's ledger of who was where and who is expected to bring what; without credits and figures."""

    def __init__(self, company, design, period):
        self.company, self.design, self.period = company, design, period
        self.year = company.year_of(period)
        self.months = self.year[:self.year.index(period) + 1]
        self.on_day, self.below_on, self.teams_carried, self.figures = {}, {}, {}, {}
        self.service_starts = {}
        self.quotas = self.read_quotas()
        self.participations = self.find_participations()
        self.years = Years(company, design, period)
        self.years.known[self.year[0]] = self


class Written:
    """What a run of the month wrote."""

    def __init__(self, directory):
        self.payouts = {(row['person_id'], row['plan'], row['component']): row for row in table(directory, 'payouts.csv')}
        self.payroll = {row['person_id']: row for row in table(directory, 'payroll.csv')}
        self.prior = defaultdict(list)
        for row in table(directory, 'prior.csv'):
            self.prior[row['person_id']].append(row)
        self.credits = defaultdict(Counter)             # (measure, line) -> credits, by all that credits.csv says of them
        for row in table(directory, 'credits.csv'):
            self.credits[row['measure'], row['credit']][credit_of(row)] += 1


def table(directory, name):
    path = os.path.join(directory, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding='utf-8', newline='') as file:
        return [{key: bare(cell) for key, cell in row.items()} for row in csv.DictReader(file)]


def bare(cell):
    """Without the ' that guards a text against being read as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple('=+-@\t\r') else cell


def credit_of(row):
    return (row['date'], row['person_id'], row['amount'], row['share'], row['feed'], row['key'], row['file'],
            int(row['line']), row.get('currency', ''), row.get('rate', ''), row.get('rate_source', ''))


def money(amount, digits):
    text = str(abs(int(amount * 10 ** digits))).rjust(digits + 1, '0')
    text = text[:-digits] + '.' + text[-digits:] if digits else text
    return ('-' if amount < 0 else '') + text


class Facts:
    """One explanation beside them. written: of its month; before: of the month before, or None."""

    def __init__(self, doc, roll, written, before, differences):
        self.doc, self.roll, self.written, self.before = doc, roll, written, before
        self.differences, self.person = differences, doc['person']['id']
        self.period, self.rounds = read_month(doc['period']), Rounding(doc)
        self.where = f"{self.person} {doc['period']}"

    def same(self, name, told, wanted):
        self.differences.same(f'{self.where} {name}', told, wanted)

    def all(self):
        self.head()
        rows = sorted(key for key in self.written.payouts if key[0] == self.person)
        self.same('components', sorted((self.person, c['plan'], c['component']) for c in self.doc['components']), rows)
        for told in self.doc['components']:
            OfComponent(self, told).all()
        self.draws('payment', self.period)
        self.adjustments()
        self.payroll()
        self.postings()
        if self.doc['month_before'] and not self.doc['closed_to']:
            self.draws('month_before', read_month(self.doc['month_before']['month']))

    def head(self):
        company, row = self.roll.company, self.roll.latest_row(self.person)
        self.same('currency', self.doc['currency'], company.currency)
        self.same('digits', self.doc['digits'], company.digits)
        self.same('fiscal_year_starts', self.doc['fiscal_year_starts'], company.year_starts)
        self.same('rounding', self.doc['rounding'], company.rounding)
        for name in ('name', 'role', 'team'):
            self.same(f'person.{name}', self.doc['person'][name], row[name])

    # ---- the payment

    def adjustments(self):
        wanted = [(row['adjustment_id'], row['amount'], row['reason'], row['approved_by'], row.file, row.line)
                  for row in self.roll.company.adjustments
                  if row['person_id'] == self.person and read_month(row['period']) == self.period]
        told = [(row['id'], Fraction(row['amount']), row['reason'], row['approved_by'], row['file'], row['line'])
                for row in self.doc['adjustments']]
        self.same('adjustments', sorted(told), sorted(wanted))

    def draws(self, name, month):
        told = [(d['plan'], d['kind'] == 'recoverable', d['of'] == 'target', Fraction(d['at']), d.get('months'),
                 d['service_month'], d['days'], d['days_of_month']) for d in self.doc[name]['draws']]
        wanted, roll = [], self.roll
        for part in roll.by_person[self.person]:
            draw, days = part.plan.draw, [day for day in part.days if month_of(day) == month]
            service = roll.service_month(self.person, part.plan, month)
            if draw and days and (draw.months is None or service <= draw.months):
                wanted.append((part.plan.name, draw.recoverable, draw.is_share, draw.amount, draw.months, service,
                               len(days), days_of(month)))
        self.same(f'{name}.draws', told, wanted)
        for draw in self.doc[name]['draws']:
            part = next(p for p in roll.by_person[self.person] if p.plan.name == draw['plan'])
            if draw['of'] == 'target':
                self.same(f'{name}.draws target_terms', told_targets(draw['target_terms']), targets(roll, part, [month]))
        lasting = [part for part in roll.years.participations(self.person, month)
                   if part.plan.draw and part.plan.draw.recoverable]
        share, recovers = Fraction(1), True
        if lasting:
            draw = lasting[-1].plan.draw
            share, recovers = draw.share, roll.service_month(self.person, lasting[-1].plan, month) > (draw.after or 0)
        self.same(f'{name}.draw_share', Fraction(self.doc[name]['draw_share']), share)
        self.same(f'{name}.draw_recovers', self.doc[name]['draw_recovers'], recovers)

    def payroll(self):
        row, told = self.written.payroll[self.person], self.doc['payment']
        currency, rate = row['currency'], Fraction(1)
        if currency != self.doc['currency']:
            rate = self.paid_in(currency, told)
        else:
            self.same('paid_in', 'paid_in' in self.doc, False)
        digits = DIGITS[currency]
        for name in ('balance_in', 'earnings', 'prior', 'adjustments', 'draw_paid', 'draw_repaid', 'draw_owed', 'held',
                     'payment', 'balance_out'):
            units = round_units(Fraction(told[name]) / rate * 10 ** digits, self.doc['rounding'])
            if name in row:
                self.same(f'payroll.csv {name}', money(units / Fraction(10) ** digits, digits), row[name])
            else:
                self.same(f'{name}, which payroll.csv lacks', units, ZERO)
        before = self.before and self.before.payroll.get(self.person)
        if before and not self.doc['closed_to'] and before['currency'] == self.doc['currency']:
            for name in ('balance_in', 'earnings', 'adjustments', 'payment', 'balance_out'):
                self.same(f'month_before.{name}', self.doc['month_before'][name], before[name])

    def paid_in(self, currency, told):
        paid, rate = self.doc['paid_in'], self.roll.company.rate(currency, self.period)
        row = next(row for row in self.roll.company.records('fx', FX)
                   if row['currency'] == currency and read_month(row['period']) == self.period)
        self.same('paid_in.currency', paid['currency'], currency)
        self.same('paid_in.rate', (Fraction(paid['rate']), paid['source'], paid['file'], paid['line']), (*rate, row.file, row.line))
        units = round_units(Fraction(told['payment']) / rate[0] * 10 ** DIGITS[currency], self.doc['rounding'])
        self.same('paid_in.payment', Fraction(paid['payment']), units / Fraction(10) ** DIGITS[currency])
        return rate[0]

    def postings(self):
        company, changed = self.roll.company, []
        for posting in self.doc['postings']:
            where, month = f"posting {posting['component']} {posting['for_month']}", read_month(posting['for_month'])
            part, component = self.roll.find(self.person, posting['plan'], posting['component'])
            told, wanted = posting.get('schedule'), None
            if part and (component.hold_share or len(component.instalments) > 1):
                wanted = {'instalments': component.instalments, 'hold_back': component.hold_share,
                          'if_left': 'forfeit' if part.plan.forfeits else 'pay',
                          'left': part.last.isoformat() if part.left and part.last < FOREVER else None}
                if component.hold_share:
                    wanted['release'] = component.release + '_end'
                    wanted['hold_until'] = month_text(company.window_months(component.release, month)[-1])
            if told:
                parts = [Fraction(share) for share in told['instalments']] or [Fraction(1)]
                told = {**told, 'instalments': parts, 'hold_back': Fraction(told['hold_back'])}
            self.same(f'{where} schedule', told, wanted)
            if posting['for_month'] < self.doc['period'] and posting['due'] != posting['booked'] and self.doc['closed_to']:
                change = money(Fraction(posting['due']) - Fraction(posting['booked']), self.doc['digits'])
                changed.append((posting['plan'], posting['component'], posting['for_month'], posting['booked'],
                                posting['due'], change, posting['cause']))
            before = self.before and self.before.payouts.get((self.person, posting['plan'], posting['component']))
            if before and before['period'] == posting['for_month'] and not self.doc['closed_to']:
                self.same(f'{where} due', posting['due'], before['earning'])
                self.same(f'{where} earned_to_date', posting['earned_to_date'], before['earned_to_date'])
                self.same(f'{where} earned_before', posting['earned_before'], before['earned_before'])
        rows = [tuple(row[name] for name in ('plan', 'component', 'for_month', 'booked', 'due', 'adjustment', 'cause'))
                for row in self.written.prior[self.person]]
        self.same('prior.csv', changed, rows)


FX = {'currency': 'text', 'period': 'text', 'rate': 'number', 'source': 'text'}


def told_targets(terms):
    return sorted((t['month'], t['file'], t['line'], t['days'], Fraction(t['yearly']), Fraction(t['part'])) for t in terms)


def targets(roll, part, months):
    """What each assignment is a part of, month by month."""
    found = []
    for month in months:
        spread = part.plan.target_spread
        share = spread[roll.year.index(month) // 3] / 3 if spread else Fraction(1, 12)
        counts = Counter(id(part.days[day]) for day in days_between(first_day(month), last_day(month)) if day in part.days)
        found += [(month_text(month), row.file, row.line, counts[id(row)], row['target_incentive'], share)
                  for row in part.assignments if id(row) in counts]
    return sorted(found)


class OfComponent:
    def __init__(self, facts, told):
        self.facts, self.told, self.roll = facts, told, facts.roll
        self.part, self.component = self.roll.find(facts.person, told['plan'], told['component'])
        window = self.roll.company.window_months(self.component.window, facts.period)
        self.window_first = first_day(window[0])
        self.months = window if self.component.against == 'window_quota' else window[:window.index(facts.period) + 1]
        self.start = max(self.window_first, self.part.first)
        self.days = self.part.days_in(self.start, min(last_day(facts.period), self.part.last))

    def same(self, name, told, wanted):
        self.facts.same(f"{self.told['plan']}.{self.told['component']} {name}", told, wanted)

    def all(self):
        self.terms_of_plan()
        self.payouts()
        self.earned_before()
        self.same('target_terms', told_targets(self.told['target_terms']), targets(self.roll, self.part, self.months))
        if self.component.measure:
            self.credits()
        if self.component.against in ('quota', 'window_quota') and self.days:
            self.quotas()

    # ---- what the plan says

    def terms_of_plan(self):
        told, component, part = self.told, self.component, self.part
        for name in ('pays', 'of', 'window', 'paid'):
            self.same(name, told[name], getattr(component, name))
        self.same('against', told['against'], component.against)
        self.same('title', told['title'], component.title)
        self.same('goal', fraction(told.get('goal')), component.goal)
        self.same('weight', Fraction(told['weight']), component.weight)
        self.same('when_empty', fraction(told.get('when_empty')), component.when_empty)
        self.same('under_plan', (day(told['under_plan_from']), day(told['under_plan_to'])), (part.first, part.last))
        self.same('plan_to', day(told['plan_to']), part.plan.end)
        self.same('plan_from', day(told['plan_from']), part.plan.start)
        if component.measure:
            self.same('measure', told['measure'], component.measure.name)
            self.same('credit', told['credit'], component.credit)
        if 'rounded' not in told:
            return
        self.same('floor', told['floor'], component.floor)
        cap = told.get('cap')
        caps = {'multiplier': component.cap_percent, 'money': component.cap_money}
        self.same('cap', cap and Fraction(cap['at']), caps[cap['of']] if cap else None)
        self.same('has no cap', cap is None, component.cap_percent is None and component.cap_money is None)
        self.tables()
        if 'plan_cap' in told:
            at = part.plan.cap_percent if 'of_target' in told['plan_cap'] else part.plan.cap_money
            self.same('plan_cap.at', Fraction(told['plan_cap']['at']), at)
            parts = [(p['component'], p['pays'], p['window']) for p in told['plan_cap']['parts']]
            self.same('plan_cap.parts', parts, [(c.name, c.pays, c.window) for c in part.plan.components])

    def tables(self):
        told, rate, modifier = self.told, self.component.rate, self.component.modifier
        if isinstance(rate, Matrix):
            matrix = told['matrix']
            self.same('matrix.pays', [Fraction(cell) for cell in matrix['pays']], [cell for row in rate.cells for cell in row])
            axes = [[Fraction(place) for place in matrix[axis]] for axis in ('rows', 'cols')]
            self.same('matrix axes', (matrix['method'], *axes), (rate.method, *rate.places))
        for name, wanted in (('rate', None if isinstance(rate, Matrix) else rate), ('modifier', modifier)):
            table = told.get(name)
            self.same(f'has a {name}', table is None, wanted is None)
            if table:
                steps = [(Fraction(step['at']), Fraction(step['pays'])) for step in table['tiers']]
                self.same(f'{name}.tiers', steps, wanted.steps)
                self.same(f'{name} is', (table['method'], table['beyond'], table['on']),
                          (wanted.method, 'extend' if wanted.extend else 'flat', wanted.on))

    # ---- what was written

    def payouts(self):
        told, row = self.told, self.facts.written.payouts[self.facts.person, self.told['plan'], self.told['component']]
        for name in ('from', 'to', 'earned_to_date', 'earned_before', 'earning'):
            self.same(f'payouts.csv {name}', told[name], row[name])
        for name in ('value', 'quota', 'attainment', 'target'):
            figure = exact(told.get(name))
            if name == 'target' and not self.component.uses_target():
                figure = None
            self.same(f'payouts.csv {name}', '' if figure is None else decimal(figure), row[name])
        multiplier = told.get('multiplier')
        self.same('payouts.csv multiplier', '' if multiplier is None else decimal(Fraction(multiplier)), row['multiplier'])
        self.same('payouts.csv note', ';'.join(told['notes']), row['note'])
        self.same('payouts.csv measure', told.get('measure', ''), row['measure'])

    def earned_before(self):
        if self.told['window_from'] == self.facts.doc['period']:
            self.same('earned_before', Fraction(self.told['earned_before']), ZERO)
        elif self.facts.before:
            row = self.facts.before.payouts.get((self.facts.person, self.told['plan'], self.told['component']))
            earned = Fraction(row['earned_to_date']) if row else ZERO
            self.same('earned_before', Fraction(self.told['earned_before']), earned)

    # ---- credits

    def credits(self):
        late = self.roll.late_days(self.part, self.component) if self.part.late_days else set()
        late = {day for day in late if self.window_first <= day <= last_of(self.facts.period)}
        end = max([min(last_day(self.facts.period), self.part.last), *late])
        self.same('to', self.told['to'], end.isoformat())
        names = ['credits', 'denominator_credits']
        for name, measure in zip(names, self.component.measure.summed()):
            line = self.told['credit' if name == 'credits' else 'denominator_credit']
            if self.component.measure.ratio:
                self.same(f'{name} are of', self.told['numerator_measure' if name == 'credits' else 'denominator_measure'],
                          measure.name)
            told = Counter()
            for credit in self.told[name]:
                told[self.credit(credit, measure)] += credit['times']
            told = {credit: times for credit, times in told.items() if times}
            self.same(name, told, self.wanted(self.facts.written.credits[measure.name, line], set(self.days) | late))

    def wanted(self, credits, days):
        """Of the rows of credits.csv, those that the component counts."""
        found = {}
        for credit, count in credits.items():
            date = day(credit[0])
            if date in days and self.roll.in_scope(self.part, self.component, SimpleNamespace(date=date, person=credit[1])):
                found[credit] = count
        return found

    def credit(self, told, measure):
        amount = Fraction(told['amount'])
        text = money(amount, self.facts.doc['digits']) if measure.money else decimal(amount)
        rate = decimal(Fraction(told['rate']), 18) if 'rate' in told else ''
        return (told['date'], told['person'], text, decimal(Fraction(told['share'])), told['feed'], told['key'], told['file'],
                told['line'], told.get('currency', ''), rate, told.get('source', ''))

    # ---- quotas

    def quotas(self):
        """Every holder of the scope with as many days as the scope holds, as much of them as the ramp leaves."""
        for month in self.months:
            own = self.part.days_in(max(first_day(month), self.start), last_day(month))
            if not own:
                continue
            terms = [t for t in self.told['quota_terms'] if t['month'] == month_text(month)]
            held = defaultdict(lambda: [None, ZERO])
            for term in terms:
                if term['from'] != 'carrier':
                    held[term['holder']][0] = Fraction(term['monthly'])
                    held[term['holder']][1] += term['days'] * Fraction(term['ramp'])
            wanted = [pair for pair in self.roll.holders(self.part, self.component, month, own) if pair[0] is not None]
            self.same(f'quota_terms {month_text(month)}', sorted(map(tuple, held.values())), sorted(wanted))
            self.carriers(month, terms)
            for term in terms:
                if term['from'] in ('row', 'carrier'):
                    self.row(month, term)

    def carriers(self, month, terms):
        team, told = None, defaultdict(lambda: defaultdict(Fraction))
        for term in terms:
            team = term['holder'] if term['from'] == 'carried' else team
            if term['from'] == 'carrier' and Fraction(term['ramp']):
                told[team][term['holder']] += term['days'] * Fraction(term['ramp'])
        for team in told:
            wanted = defaultdict(Fraction)
            for day_of_month in days_between(first_day(month), last_day(month)):
                for person, rows in self.roll.assignments_on(day_of_month).items():
                    share = self.roll.carried(person, day_of_month, self.component) if any(
                        row['team'] == team for row in rows) else None
                    if share and self.roll.quota_row(person, self.component, month) is not None:
                        wanted[person] += share
            again = sum(term['from'] == 'carried' and term['holder'] == team for term in terms)   # a team's own spans
            self.same(f'carriers of {team} {month_text(month)}', dict(told[team]),
                      {person: count * again for person, count in wanted.items()})

    def row(self, month, term):
        """The row of the quotas that the JSON names."""
        company = self.roll.company
        row = next(row for row in company.quotas if (row.file, row.line) == (term['file'], term['line']))
        months = company.period_months(row['period'])
        self.same('quota row', (term['holder'], Fraction(term['monthly']), term['row_from'], term['row_to'], month in months),
                  (row['holder'], row['amount'] / len(months), month_text(months[0]), month_text(months[-1]), True))
        measure = self.component.measure.name
        line = f'{measure}.{self.component.credit}'
        self.same('quota row measures', row['measure'] in (measure, line), True)
        if row['measure'] == measure:
            self.same('quota row is the measure\'s', self.roll.quotas.get((row['holder'], line, month)), None)
