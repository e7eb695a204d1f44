"""What one component of one participation comes to in a month: value, quota, input, earned to date, and why."""
from fractions import Fraction
from functools import cached_property

from design import Matrix
from formula import FormulaError, evaluate
from tables import Refused, days_of, first_day, last_day, month_of


class Empty(Exception):
    """A figure that divides by zero, with no when_empty, was asked for."""


class Figure:
    """What a component of a participation comes to in a month."""

    def __init__(self, ledger, part, component, month):
        self.ledger, self.part, self.component, self.month = ledger, part, component, month
        window = ledger.company.window_months(component.window, month)
        self.window_first, self.window_last = first_day(window[0]), last_day(window[-1])
        self.start = max(self.window_first, part.first)
        self.end = min(last_day(month), part.last)
        self.days = part.days_in(self.start, self.end)
        self.late = {measure.name: [day for day in ledger.late_days(part, component)
                                    if self.window_first <= day <= last_day(month)]
                     for measure in component.measure.summed()} if component.measure and part.late_days else {}
        self.exists = bool(self.days) or any(
            ledger.credits_of(measure, part, component, self.late[measure.name])
            for measure in (component.measure.summed() if self.late else []))
        self.notes = set()
        if not self.exists:
            return
        self.end = max([self.end, *(day for days in self.late.values() for day in days)])    # the last that can count
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
        sums = [ledger.credits_of(measure, self.part, component, self.days + self.late.get(measure.name, []))
                for measure in component.measure.summed()]
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
        if not self.days:
            return None
        return self.ledger.quota(self.part, self.component, self.quota_days)

    @property
    def raw_attainment(self):
        if self.raw_value is None or not self.quota:
            return None
        return self.raw_value / self.quota

    def or_empty(self, figure):
        if figure is not None:
            return figure
        if self.component.when_empty is None and not self.days:
            return Fraction(0)                           # credits after the end, in a window without own days
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

    @property
    def before(self):
        """The figure of the month before in the same window; None where there is none."""
        if self.component.window == 'credit' or month_of(self.window_first) == self.month:
            return None
        months = self.ledger.months
        figure = self.ledger.figure(self.part, self.component, months[months.index(self.month) - 1])
        return figure if figure.exists else None

    # ---- after the plan's own cap

    kept = property(lambda self: self.ledger.caps.kept(self))

    @cached_property
    def kept_before(self):
        before = self.before
        return before.kept if before is not None else Fraction(0)

    earning = property(lambda self: self.kept - self.kept_before)

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
        if self.kept < self.earned:
            return True
        if component.cap_percent is not None and self.uncapped > component.cap_percent:
            return True
        return component.cap_money is not None and not self.is_gated() and self.amount() > component.cap_money

    def is_floored(self):
        if self.component.floor == 'none' or self.component.window == 'credit' or self.is_gated():
            return False
        return self.amount() < 0
