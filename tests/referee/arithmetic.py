"""Section 5 of the contract, word by word: participations, credits, scopes, quotas, earnings of a month.

Everything is a Fraction of whole currency until a rounding that the contract names. Days are walked one by one.
What becomes of an earning is payments.py's subject.
"""
import datetime
from collections import defaultdict
from fractions import Fraction
from functools import cached_property

from caps import PlanCaps
from figures import Figure
from formula import FormulaError, evaluate, shifted
from tables import FOREVER, Refused, days_between, days_of, first_day, last_day, month_of


class Credit:
    def __init__(self, measure, line, person, date, amount, share, row, feed, leg, status, rate):
        self.rate = rate                               # (currency, rate, source), or three times nothing
        self.measure, self.line, self.person, self.date = measure, line, person, date
        self.amount, self.share, self.row, self.feed, self.leg, self.status = amount, share, row, feed, leg, status

    def order(self):
        return (self.measure.name.encode(), self.line.encode(), self.person.encode(), self.date,
                self.row.key.encode(), self.feed.encode(), self.row.file.encode(), self.row.line, self.leg)


class NotKept(Exception):
    """A rate is missing, of a row whose credits are none of this run."""


class Seen:
    """What formulas see of a row: amounts in the company's currency, at the rate of the month of the credit's date."""

    def __init__(self, ledger, measure, entry, feed, row):
        self.ledger, self.measure, self.entry, self.feed, self.row = ledger, measure, entry, feed, row
        self.used = ('', None, '')

    def date(self):
        date = evaluate(self.entry.date, self.row.__getitem__)
        if date is None:
            raise FormulaError('no date')
        return date

    def __call__(self, name):
        amount = self.row[name]
        if name not in self.feed.foreign or amount == 0:
            return amount
        ledger, date, currency = self.ledger, self.date(), self.row[self.feed.currency_column]
        if currency in ('', ledger.company.currency):
            return amount
        kept = first_day(ledger.year[0]) <= date <= last_day(ledger.period) and self.measure.name in ledger.design.used(
            first_day(ledger.year[0]), last_day(ledger.period))
        if not kept and (currency, month_of(date)) not in ledger.company.rates:
            raise NotKept
        rate, source = ledger.company.rate(currency, month_of(date))
        self.used = (currency, rate, source)
        return amount * rate


class Participation:
    """A payee under a plan. days: date -> assignment, within the fiscal year."""

    def __init__(self, person, plan, assignments, year):
        self.person, self.plan, self.assignments = person, plan, assignments
        self.first = min(max(a['start_date'], plan.start) for a in assignments)
        self.last = max(min(a['end_date'], plan.end) for a in assignments)
        self.left = any(a['end_date'] == self.last for a in assignments)      # not merely the plan's end
        self.days, spans = {}, []
        for assignment in assignments:
            start, end = max(assignment['start_date'], plan.start), min(assignment['end_date'], plan.end)
            if any(start <= other_end and other_start <= end for other_start, other_end in spans):
                raise Refused(f'{person}: two assignments meet {plan.name} on one day')
            spans.append((start, end))
            for day in days_between(max(start, first_day(year[0])), min(end, last_day(year[-1]))):
                self.days[day] = assignment
        self.late_end = self.last
        if self.left and self.last < FOREVER:            # credits so long after the assignment's end still count
            self.late_end = max(self.last, min(shifted(self.last, Fraction(plan.credit_after_end)), plan.end))
        start = max(self.last + datetime.timedelta(1) if self.late_end > self.last else FOREVER, first_day(year[0]))
        self.late_days = set(days_between(start, min(self.late_end, last_day(year[-1]))))

    def latest(self, figure):
        """The assignment to show: that of the figure's last own day, or the last one of all."""
        return self.days[figure.days[-1]] if figure.days else max(self.assignments, key=lambda row: row['start_date'])

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
        self.service_starts, self.caps = {}, PlanCaps(self)
        self.quotas = self.read_quotas()
        self.participations = self.find_participations()
        self.credits = defaultdict(list)               # (measure name, line) -> credits
        for measure in design.measures.values():
            for entry in measure.entries:
                self.read_credits(measure, entry)
        self.lines = [(m, p, c, self.figure(p, c, m)) for m in self.months
                      for p in self.participations for c in p.plan.components]
        self.lines = [line for line in self.lines if line[3].exists]

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
        found, meets = [], {}
        for plan in self.design.plans:
            for part in self.all_participations(plan):
                person = part.person
                for day, row in part.days.items():
                    if (id(row), day) in meets:
                        raise Refused(f'{person}: two plans for one assignment')
                    meets[id(row), day] = part
                if part.days or part.late_days:
                    found.append(part)
        return sorted(found, key=Participation.order)

    def all_participations(self, plan, only=None):
        """Those without a day in the fiscal year, too."""
        by_person = defaultdict(list)
        for row in self.company.roster:
            if only in (None, row['person_id']) and self.meets(plan, row):
                by_person[row['person_id']].append(row)
        return [Participation(person, plan, rows, self.year) for person, rows in by_person.items()]

    def find(self, person, plan, component):
        """-> (participation, component) by their names, or (None, None)."""
        for part in self.by_person[person]:
            for each in part.plan.components:
                if (part.plan.name, each.name) == (plan, component):
                    return part, each
        return None, None

    def lines_of(self, month):
        return [line for line in self.lines if line[0] == month]

    @staticmethod
    def meets(plan, row):
        return max(row['start_date'], plan.start) <= min(row['end_date'], plan.end) and Ledger.is_for(plan, row)

    @staticmethod
    def is_for(plan, row):
        facts = dict(row, end_date=None if row['end_date'] == FOREVER else row['end_date'])
        return evaluate(plan.condition, facts.__getitem__)

    # ---- service

    def service_start(self, person, plan):
        """The earliest start among the person's assignments for which the plan's `for:` is TRUE."""
        if (person, plan.name) not in self.service_starts:
            self.service_starts[person, plan.name] = min(
                row['start_date'] for row in self.company.roster
                if row['person_id'] == person and self.is_for(plan, row))
        return self.service_starts[person, plan.name]

    def service_month(self, person, plan, month):
        """1 in the start month; or 0, where the service starts on the day of `if_start_before_day` or later."""
        start = self.service_start(person, plan)
        first = 1 if plan.start_before_day is None or start.day < plan.start_before_day else 0
        return (month[0] - start.year) * 12 + month[1] - start.month + first

    def ramp(self, person, plan, month):
        """What the ramp leaves of the payee's own quota."""
        place = self.service_month(person, plan, month) if plan.ramp else 0
        return plan.ramp[place] if place < len(plan.ramp) else Fraction(1)

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
        seen = Seen(self, measure, entry, feed, row)
        try:
            self.credit_seen(measure, entry, feed, row, seen)
        except NotKept:
            pass

    def credit_seen(self, measure, entry, feed, row, seen):
        if not evaluate(entry.when, seen):
            return
        date = seen.date()
        value = evaluate(entry.value, seen)
        if measure.money:
            value = self.company.rounded(value)
        for line, legs in entry.to.items():
            if legs == 'company':
                self.add(Credit(measure, line, '', date, value, Fraction(1), row, feed.name, 0, 'company', seen.used))
                continue
            shares = [evaluate(share, seen) for _, share in legs]
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
                here = person in self.assignments_on(date) or any(
                    component.of == 'self' and (measure.name, line) in component.lines() and
                    date in self.late_days(part, component)
                    for part in self.by_person[person] for component in part.plan.components)
                self.add(Credit(measure, line, person, date, amount, share, row, feed.name, leg,
                                'credited' if here else 'unassigned', seen.used))

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

    def late_days(self, part, component):
        """The days after the participation's end on which the payee's own credits still count for the component: not where
        another participation of his measures one of its lines that day, on a day of its own or after a later end."""
        if component.of != 'self':
            return set()
        lines, found = set(component.lines()), set(part.late_days)          # of a ratio, both parts on the same days
        for other in self.by_person[part.person]:
            if other is not part and any(c.of == 'self' and lines & set(c.lines()) for c in other.plan.components):
                found -= set(other.days)
                if other.last > part.last:
                    found -= other.late_days
        return found

    def carried(self, person, day, component):
        """What the person carries of his own quota that day: nothing without a participation that has a self component
        on the measure and line; else what the ramp of its plan leaves (of two such participations, the first's)."""
        for part in self.by_person[person]:
            if day in part.days and any(c.of == 'self' and c.measure is component.measure and c.credit == component.credit
                                        for c in part.plan.components):
                return self.ramp(person, part.plan, month_of(day))
        return None

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
                shares = [self.carried(person, day, component) for day in days_between(first_day(month), last_day(month))
                          if team in self.teams_on(person, day)]
                shares = [share for share in shares if share is not None]
                if quota is not None and shares:
                    found, total = True, total + quota * sum(shares) / days_of(month)
            self.teams_carried[key] = total if found else None
        return self.teams_carried[key]

    def holders(self, part, component, month, days):
        """Pairs of (monthly quota or None, days on which the scope holds, each as much as the ramp leaves of it)."""
        if component.quota_of_self or component.of == 'self':
            return [(self.quota_row(part.person, component, month),
                     len(days) * self.ramp(part.person, part.plan, month))]
        if component.of == 'company':
            return [(self.quota_row('company', component, month), len(days))]
        counts = defaultdict(Fraction)
        for day in days:
            if component.of == 'team':
                who = [part.days[day]['team']]
            elif component.of == 'aligned':
                who = self.aligned_on(part.person, day)
            else:
                carried = {p: self.carried(p, day, component) for p in self.below(part.person, day)}
                for holder, share in carried.items():
                    if share is not None:
                        counts[holder] += share
                continue
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
            total += sum(quota * count / days_of(month) for quota, count in held)
        return total

    def target(self, component, part, days):
        """Target to date, weighted."""
        return self.unweighted_target(part, days) * component.weight

    def unweighted_target(self, part, days):
        """Each day is a part of its month's share of the year: a twelfth, or a third of its quarter's by target_spread."""
        total, spread = Fraction(0), part.plan.target_spread
        for day in days:
            month = month_of(day)
            share = spread[self.year.index(month) // 3] / 3 if spread else Fraction(1, 12)
            total += part.days[day]['target_incentive'] * share / days_of(month)
        return total

    # ---- figures

    def figure(self, part, component, month):
        key = (id(part), component.name, month)
        if key not in self.figures:
            self.figures[key] = Figure(self, part, component, month)
        return self.figures[key]

    # ---- who

    def name_of(self, person):
        return self.latest_row(person)['name']

    def latest_row(self, person):
        """The latest assignment begun by the month's end."""
        rows = [row for row in self.company.roster if row['person_id'] == person]
        begun = [row for row in rows if row['start_date'] <= last_day(self.period)] or rows
        return max(begun, key=lambda row: row['start_date'])
