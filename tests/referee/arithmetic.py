"""Section 5 of the contract, word by word: participations, credits, values, quotas, earnings, payments.

Everything is a Fraction of whole currency until a rounding that the contract names. Days are walked one by one.
"""
import datetime
from collections import defaultdict
from fractions import Fraction
from functools import cached_property

from design import Matrix
from formula import FormulaError, evaluate, names_of
from tables import (FOREVER, Refused, days_between, days_of, first_day, last_day, month_of, read_month)


class Empty(Exception):
    """A figure that divides by zero, with no when_empty, was asked for."""


class Credit:
    def __init__(self, measure, line, person, date, amount, share, row, feed, leg, status):
        self.measure, self.line, self.person, self.date = measure, line, person, date
        self.amount, self.share, self.row, self.feed, self.leg, self.status = amount, share, row, feed, leg, status

    def order(self):
        return (self.measure.name.encode(), self.line.encode(), self.person.encode(), self.date,
                self.row.key.encode(), self.feed.encode(), self.row.file.encode(), self.row.line, self.leg)


class Participation:
    """A payee under a plan. days: date -> assignment, within the fiscal year."""

    def __init__(self, person, plan, assignments, year):
        self.person, self.plan = person, plan
        self.first = min(max(a['start_date'], plan.start) for a in assignments)
        self.last = max(min(a['end_date'], plan.end) for a in assignments)
        self.days, spans = {}, []
        for assignment in assignments:
            start, end = max(assignment['start_date'], plan.start), min(assignment['end_date'], plan.end)
            if any(start <= other_end and other_start <= end for other_start, other_end in spans):
                raise Refused(f'{person}: two assignments meet {plan.name} on one day')
            spans.append((start, end))
            for day in days_between(max(start, first_day(year[0])), min(end, last_day(year[-1]))):
                self.days[day] = assignment

    def days_in(self, start, end):
        return [day for day in days_between(start, end) if day in self.days]

    def order(self):
        return (self.person.encode(), self.first, self.plan.name.encode())


class Ledger:
    """One run: a company, a design, a month."""

    def __init__(self, company, design, period):
        self.company, self.design, self.period = company, design, period
        self.year = company.year_of(period)
        self.months = self.year[:self.year.index(period) + 1]
        self.on_day, self.below_on, self.teams_carried, self.figures = {}, {}, {}, {}
        self.quotas = self.read_quotas()
        self.participations = self.find_participations()
        self.credits = defaultdict(list)               # (measure name, line) -> credits
        for measure in design.measures.values():
            for entry in measure.entries:
                self.read_credits(measure, entry)
        self.lines = [(m, p, c, self.figure(p, c, m)) for m in self.months
                      for p in self.participations for c in p.plan.components]
        self.lines = [line for line in self.lines if line[3].exists]
        self.payroll = self.pay()

    # ---- records

    def read_quotas(self):
        found, holders = {}, self.company.people | {row['team'] for row in self.company.roster} | {'company'}
        for row in self.company.quotas:
            if row['holder'] not in holders:
                raise Refused(f'{row.file}:{row.line}: unknown holder')
            months = self.company.period_months(row['period'])
            for month in months:
                if (row['holder'], row['measure'], month) in found:
                    raise Refused(f'{row.file}:{row.line}: given twice')
                found[row['holder'], row['measure'], month] = row['amount'] / len(months)
        return found

    def quota_row(self, holder, component, month):
        name = component.measure.name
        line = self.quotas.get((holder, f'{name}.{component.credit}', month))
        return self.quotas.get((holder, name, month)) if line is None else line

    def assignments_on(self, day):
        """person -> assignments on the day."""
        if day not in self.on_day:
            found = defaultdict(list)
            for row in self.company.roster:
                if row['start_date'] <= day <= row['end_date']:
                    found[row['person_id']].append(row)
            self.on_day[day] = found
        return self.on_day[day]

    def teams_on(self, person, day):
        return {row['team'] for row in self.assignments_on(day).get(person, []) if row['team']}

    def aligned_on(self, person, day):
        return {row['team'] for row in self.company.alignments
                if row['person_id'] == person and row['start_date'] <= day <= row['end_date']}

    def below(self, person, day):
        """Everybody below in the chain of managers on the day; who is absent has no manager."""
        if (person, day) not in self.below_on:
            found, ring = set(), {person}
            while ring:
                ring = {who for who, rows in self.assignments_on(day).items()
                        if any(row['manager_id'] in ring for row in rows)} - found
                found |= ring
            self.below_on[person, day] = found - {person}
        return self.below_on[person, day]

    def find_participations(self):
        found, meets = [], defaultdict(list)
        for plan in self.design.plans:
            by_person = defaultdict(list)
            for row in self.company.roster:
                if self.meets(plan, row):
                    by_person[row['person_id']].append(row)
            for person, rows in by_person.items():
                part = Participation(person, plan, rows, self.year)
                for day, row in part.days.items():
                    if (id(row), day) in meets:
                        raise Refused(f'{person}: two plans for one assignment')
                    meets[id(row), day] = part
                if part.days:
                    found.append(part)
        return sorted(found, key=Participation.order)

    @staticmethod
    def meets(plan, row):
        if max(row['start_date'], plan.start) > min(row['end_date'], plan.end):
            return False
        facts = dict(row, end_date=None if row['end_date'] == FOREVER else row['end_date'])
        return evaluate(plan.condition, facts.__getitem__)

    # ---- credits

    def read_credits(self, measure, entry):
        feed = self.company.feeds[entry.feed]
        for row in feed.rows:
            row.key = str(row.get(feed.key, ''))
            try:
                self.credit_row(measure, entry, feed, row)
            except FormulaError as problem:
                raise Refused(f'{row.file}:{row.line}: {problem}')

    def credit_row(self, measure, entry, feed, row):
        if not evaluate(entry.when, row.__getitem__):
            return
        date = evaluate(entry.date, row.__getitem__)
        if date is None:
            raise FormulaError('no date')
        value = evaluate(entry.value, row.__getitem__)
        if measure.money:
            value = self.company.rounded(value)
        for line, legs in entry.to.items():
            if legs == 'company':
                self.add(Credit(measure, line, '', date, value, Fraction(1), row, feed.name, 0, 'company'))
                continue
            shares = [evaluate(share, row.__getitem__) for _, share in legs]
            if any(not 0 <= share <= 1 for share in shares):
                raise FormulaError('a share below 0 or above 100%')
            amounts = self.parts(measure, value, shares)
            for leg, ((column, _), share, amount) in enumerate(zip(legs, shares, amounts)):
                person = row[column]
                if share == 0 or (not person and len(legs) == 1):
                    continue
                if not person:
                    raise FormulaError('a share for nobody')
                if person not in self.company.people:
                    raise FormulaError(f'unknown payee {person}')
                here = person in self.assignments_on(date)
                self.add(Credit(measure, line, person, date, amount, share, row, feed.name, leg,
                                'credited' if here else 'unassigned'))

    def add(self, credit):
        self.credits[credit.measure.name, credit.line].append(credit)

    def parts(self, measure, value, shares):
        if not measure.money:
            return [value * share for share in shares]
        if sum(shares) != 1:
            return [self.company.rounded(value * share) for share in shares]
        units = abs(value) * 10 ** self.company.digits       # whole, as the value is rounded
        exact = [units * share for share in shares]
        whole = [Fraction(part.__floor__()) for part in exact]
        spare = units - sum(whole)
        by_rest = sorted(range(len(shares)), key=lambda k: (whole[k] - exact[k], k))
        for k in by_rest[:int(spare)]:
            whole[k] += 1
        sign = -1 if value < 0 else 1
        return [sign * part / Fraction(10) ** self.company.digits for part in whole]

    # ---- scopes

    def in_scope(self, part, component, credit):
        of, day = component.of, credit.date
        if of == 'company':
            return True
        if not credit.person:
            return False
        if of == 'self':
            return credit.person == part.person
        if of == 'team':
            return part.days[day]['team'] in self.teams_on(credit.person, day)
        if of == 'aligned':
            return bool(self.aligned_on(part.person, day) & self.teams_on(credit.person, day))
        return credit.person in self.below(part.person, day)

    def credits_of(self, measure, part, component, days):
        days = set(days)
        return [c for c in self.credits[measure.name, component.credit]
                if c.date in days and self.in_scope(part, component, c)]

    def carries(self, person, day, component):
        """Does a participation of the person that day have a self component on the measure and line?"""
        return any(p.person == person and day in p.days and
                   any(c.of == 'self' and c.measure is component.measure and c.credit == component.credit
                       for c in p.plan.components)
                   for p in self.by_person[person])

    @cached_property
    def by_person(self):
        found = defaultdict(list)
        for part in self.participations:
            found[part.person].append(part)
        return found

    def team_quota(self, team, component, month):
        """The team's own row, or the sum over those who carry a quota; None where there is neither."""
        own = self.quota_row(team, component, month)
        if own is not None:
            return own
        key = (team, component.measure.name, component.credit, month)
        if key not in self.teams_carried:
            found, total = False, Fraction(0)
            for person in self.company.people:
                quota = self.quota_row(person, component, month)
                days = [day for day in days_between(first_day(month), last_day(month))
                        if team in self.teams_on(person, day) and self.carries(person, day, component)]
                if quota is not None and days:
                    found, total = True, total + quota * Fraction(len(days), days_of(month))
            self.teams_carried[key] = total if found else None
        return self.teams_carried[key]

    def holders(self, part, component, month, days):
        """Pairs of (monthly quota or None, days on which the scope holds)."""
        if component.of in ('self', 'company'):
            holder = part.person if component.of == 'self' else 'company'
            return [(self.quota_row(holder, component, month), len(days))]
        counts = defaultdict(int)
        for day in days:
            if component.of == 'team':
                who = [part.days[day]['team']]
            elif component.of == 'aligned':
                who = self.aligned_on(part.person, day)
            else:
                who = [p for p in self.below(part.person, day) if self.carries(p, day, component)]
            for holder in who:
                counts[holder] += 1
        if component.of == 'reports':
            return [(self.quota_row(who, component, month), count) for who, count in counts.items()]
        return [(self.team_quota(team, component, month), count) for team, count in counts.items()]

    def quota(self, part, component, days):
        total = Fraction(0)
        for month in sorted({month_of(day) for day in days}):
            own = [day for day in days if month_of(day) == month]
            if component.against == 'goal':
                months = len(self.company.window_months(component.window, month))
                held = [(component.goal / months, len(own))]
            else:
                held = [h for h in self.holders(part, component, month, own) if h[0] is not None]
                if not held:
                    raise Refused(f'{part.person}: {component.name}: {month}: no quota', (part.plan.name, component.name))
            total += sum(quota * Fraction(count, days_of(month)) for quota, count in held)
        return total

    def target(self, component, part, days):
        """Target to date: each day is a part of its month's twelfth."""
        total = sum(part.days[day]['target_incentive'] / 12 / days_of(month_of(day)) for day in days)
        return Fraction(total) * component.weight

    # ---- figures

    def figure(self, part, component, month):
        key = (id(part), component.name, month)
        if key not in self.figures:
            self.figures[key] = Figure(self, part, component, month)
        return self.figures[key]

    # ---- payments

    def pay(self):
        """person -> (balance in, earnings, adjustments, payment, balance out) of the period."""
        balance, last = defaultdict(Fraction), {}
        for month in self.months:
            earnings, adjustments, last = defaultdict(Fraction), defaultdict(Fraction), {}
            for line_month, part, _, figure in self.lines:
                if line_month == month:
                    earnings[part.person] += figure.earning
            for row in self.company.adjustments:
                if read_month(row['period']) == month:
                    adjustments[row['person_id']] += row['amount']
            people = set(earnings) | set(adjustments) | {p for p in balance if balance[p]}
            for person in sorted(people, key=str.encode):
                before = balance[person]
                total = before + earnings[person] + adjustments[person]
                balance[person] = min(total, Fraction(0))
                last[person] = (before, earnings[person], adjustments[person], max(total, Fraction(0)), balance[person])
        return last

    def name_of(self, person):
        """That of the latest assignment begun by the month's end."""
        rows = [row for row in self.company.roster if row['person_id'] == person]
        begun = [row for row in rows if row['start_date'] <= last_day(self.period)] or rows
        return max(begun, key=lambda row: row['start_date'])['name']


class Figure:
    """What a component of a participation comes to in a month."""

    def __init__(self, ledger, part, component, month):
        self.ledger, self.part, self.component, self.month = ledger, part, component, month
        window = ledger.company.window_months(component.window, month)
        self.window_first, self.window_last = first_day(window[0]), last_day(window[-1])
        self.start = max(self.window_first, part.first)
        self.end = min(last_day(month), part.last)
        self.days = part.days_in(self.start, self.end)
        self.exists = bool(self.days)
        self.notes = set()
        if not self.exists:
            return
        whole = part.days_in(self.start, min(self.window_last, part.last))
        self.quota_days = whole if component.against == 'window_quota' else self.days
        self.due = component.paid == 'monthly' or month >= min(month_of(self.window_last), month_of(part.plan.end))
        self.measure()
        self.quota = None if component.against == 'none' else self.find_quota()
        self.target = ledger.target(component, part, self.quota_days)
        if part.last < last_day(month):
            self.notes.add('ended')
        if not self.due:
            self.notes.add('not_due')

    def measure(self):
        component, ledger = self.component, self.ledger
        self.raw_value = None
        if component.measure is None:
            return
        sums = [ledger.credits_of(measure, self.part, component, self.days) for measure in component.measure.summed()]
        self.credits = sums[0]
        if not any(sums):
            self.notes.add('no_credit')
        totals = [sum((c.amount for c in credits), Fraction(0)) for credits in sums]
        if not component.measure.ratio:
            self.raw_value = totals[0]
        elif totals[1]:
            self.raw_value = totals[0] / totals[1]

    def find_quota(self):
        if self.component.measure.ratio:
            return self.component.goal
        return self.ledger.quota(self.part, self.component, self.quota_days)

    @property
    def raw_attainment(self):
        if self.raw_value is None or not self.quota:
            return None
        return self.raw_value / self.quota

    def or_empty(self, figure):
        if figure is not None:
            return figure
        if self.component.when_empty is None:
            raise Empty(f'{self.part.person}: {self.component.name}: {self.month}: empty, and no when_empty')
        return self.component.when_empty

    value = property(lambda self: self.or_empty(self.raw_value))
    attainment = property(lambda self: self.or_empty(self.raw_attainment))
    months = property(lambda self: sum((Fraction(1, days_of(month_of(day))) for day in self.days), Fraction(0)))

    @property
    def input(self):
        return self.value if self.component.rate.on == 'value' else self.attainment

    def name(self, name):
        """What a formula of the component sees."""
        if '.' not in name:
            return getattr(self, name)
        other, figure = name.split('.')
        component = next(c for c in self.part.plan.components if c.name == other)
        return getattr(self.latest(component), figure)

    def latest(self, component):
        """Its figures to date; without a window to date, those of the last month that had one."""
        for month in reversed(self.ledger.months[:self.ledger.months.index(self.month) + 1]):
            figure = self.ledger.figure(self.part, component, month)
            if figure.exists:
                return figure
        raise AssertionError('no month')

    @cached_property
    def modifier(self):
        table = self.component.modifier
        return table.multiplier(max(self.name(table.on), Fraction(0))) if table else Fraction(1)

    @cached_property
    def reached(self):
        """What a matrix pays; None: the component has none."""
        rate = self.component.rate
        return rate.pays(*[self.name(asked) for asked in rate.asks]) if isinstance(rate, Matrix) else None

    @cached_property
    def uncapped(self):
        if self.reached is not None:
            return self.reached * self.modifier
        below = self.component.floor == 'none'
        return self.component.rate.multiplier(self.input, below) * self.modifier

    @cached_property
    def multiplier(self):
        cap = self.component.cap_percent
        return self.uncapped if cap is None else min(self.uncapped, cap)

    def multiplier_shown(self):
        try:
            return self.multiplier if self.component.pays == 'target' else None
        except Empty:
            return None

    def amount(self):
        """Before gate, money cap and floor."""
        pays, rate, below = self.component.pays, self.component.rate, self.component.floor == 'none'
        if pays == 'target':
            return self.target * self.multiplier
        if pays == 'formula':
            return evaluate(self.component.formula, self.name) * self.modifier
        if self.reached is not None:
            return self.reached * self.modifier
        if self.component.window == 'credit':
            return sum((self.one_credit(c.amount) for c in self.credits), Fraction(0)) * self.modifier
        if pays == 'amount':
            return rate.pays(self.input, below) * self.modifier
        return self.credited(rate, below) * self.modifier

    def credited(self, rate, below):
        on_attainment = rate.on == 'attainment'
        if rate.method == 'marginal' and not (on_attainment and not self.quota):
            return rate.sliced(self.value, self.quota if on_attainment else Fraction(1), below)
        return self.value * rate.pays(self.input, below)

    def one_credit(self, amount):
        rate, size = self.component.rate, abs(amount)
        if amount == 0:
            return Fraction(0)
        if self.component.pays == 'amount':
            earned = rate.pays(size)
        else:
            earned = rate.sliced(size) if rate.method == 'marginal' else size * rate.pays(size)
        return earned if amount > 0 else -earned

    @cached_property
    def earned(self):
        if self.component.pays == 'nothing' or not self.due:
            return Fraction(0)
        try:
            amount = self.amount()
            gate = self.component.gate
            gated = gate is not None and not evaluate(gate, self.name)
        except (Empty, FormulaError) as problem:
            raise Refused(str(problem))
        if gated:
            amount = Fraction(0)
        cap = self.component.cap_money
        if cap is not None:
            amount = min(amount, cap)
        if self.component.floor == 'zero' and self.component.window != 'credit':
            amount = max(amount, Fraction(0))
        return self.ledger.company.rounded(amount)

    @cached_property
    def earned_before(self):
        if self.component.window == 'credit' or month_of(self.window_first) == self.month:
            return Fraction(0)
        months = self.ledger.months
        before = self.ledger.figure(self.part, self.component, months[months.index(self.month) - 1])
        return before.earned if before.exists else Fraction(0)

    earning = property(lambda self: self.earned - self.earned_before)

    # ---- why

    def all_notes(self):
        notes, component = set(self.notes), self.component
        if self.is_empty():
            notes.add('empty')
        if component.pays != 'nothing':
            for name in ('below_tier', 'gated', 'capped', 'floored'):
                try:
                    if getattr(self, 'is_' + name)():
                        notes.add(name)
                except (Empty, FormulaError):
                    pass
        order = ('not_due', 'ended', 'no_credit', 'empty', 'below_tier', 'gated', 'capped', 'floored')
        return ';'.join(note for note in order if note in notes)

    def is_empty(self):
        component = self.component
        if component.when_empty is None or component.measure is None:
            return False
        return self.raw_value is None or (component.against != 'none' and self.raw_attainment is None)

    def is_below_tier(self):
        rate = self.component.rate
        if rate is None:
            return False
        if self.reached is not None:
            return self.reached == 0
        if self.component.window == 'credit':
            sizes = [abs(c.amount) for c in self.credits if c.amount]
            return bool(sizes) and all(rate.pays_nothing(size) for size in sizes)
        return rate.pays_nothing(self.input, self.component.floor == 'none')

    def is_gated(self):
        gate = self.component.gate
        return gate is not None and not evaluate(gate, self.name)

    def is_capped(self):
        component = self.component
        if component.cap_percent is not None and self.uncapped > component.cap_percent:
            return True
        return component.cap_money is not None and not self.is_gated() and self.amount() > component.cap_money

    def is_floored(self):
        if self.component.floor == 'none' or self.component.window == 'credit' or self.is_gated():
            return False
        return self.amount() < 0
