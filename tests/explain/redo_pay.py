"""From earnings to the payment, computed again from the JSON alone: releases, draws, balance. Section 8 of the contract."""
from fractions import Fraction

from redo import ZERO, Rounding, month_text, target_terms
from tables import month_add, read_month

AMOUNTS = ('balance_in', 'earnings', 'prior', 'adjustments', 'released', 'available', 'draw_amount', 'draw_guaranteed',
           'draw_owed_before', 'draw_paid', 'draw_repaid', 'draw_owed', 'held', 'payment', 'balance_out')


class RedoPay:
    def __init__(self, doc, differences):
        self.doc, self.differences, self.rounds = doc, differences, Rounding(doc)
        self.where = f"{doc['person']['id']} {doc['period']}"

    def same(self, name, told, redone):
        self.differences.same(f'{self.where} {name}', told, redone)

    def all(self):
        payment, before = self.doc['payment'], self.doc['month_before']
        self.same('payment.month', payment['month'], self.doc['period'])
        self.same('adjustments', Fraction(payment['adjustments']), self.sum_of(self.doc['adjustments'], 'amount'))
        earning = self.sum_of(self.doc['components'], 'earning')
        self.same('earnings', Fraction(payment['earnings']), earning)
        self.postings(payment)
        self.month('payment', payment)
        last = month_text(month_add(read_month(self.doc['period']), -1))
        self.same('closed_to', self.doc['closed_to'], self.doc['closed_to'] and last)
        if before is None:
            self.same('balance_in', Fraction(payment['balance_in']), ZERO)
            self.same('draw_owed_before', Fraction(payment['draw_owed_before']), ZERO)
            return
        self.month('month_before', before)
        self.same('month_before.month', before['month'], last)
        if self.doc['closed_to'] is None:
            self.replayed(before, read_month(last))
        self.same('balance_in', payment['balance_in'], before['balance_out'])
        self.same('draw_owed_before', payment['draw_owed_before'], before['draw_owed'])

    @staticmethod
    def sum_of(items, name):
        return sum((Fraction(item[name]) for item in items), ZERO)

    # ---- what is released

    def postings(self, payment):
        postings, period = self.doc['postings'], self.doc['period']
        names = [(p['plan'], p['component'], p['for_month']) for p in postings]
        self.same('postings, each once', sorted(names), sorted(set(names)))
        for posting in postings:
            self.posting(posting)
        own = {(p['plan'], p['component']): Fraction(p['due']) for p in postings if p['for_month'] == period}
        told = {(c['plan'], c['component']): Fraction(c['earning']) for c in self.doc['components']}
        self.same('postings of the month', sorted(own.items()), sorted(told.items()))
        self.same('released', Fraction(payment['released']), self.sum_of(postings, 'released'))
        self.same('held', Fraction(payment['held']), self.sum_of(postings, 'held'))
        prior = sum((Fraction(p['due']) - Fraction(p['booked']) for p in postings if p['for_month'] < period), ZERO)
        self.same('prior', Fraction(payment['prior']), prior if self.doc['closed_to'] else ZERO)

    def posting(self, posting):
        where = f"posting {posting['plan']}.{posting['component']} {posting['for_month']}"
        period = read_month(self.doc['period'])
        paid, lost = self.to_date(posting, period)
        if self.doc['closed_to'] is None:
            before = month_add(period, -1)
            self.same(f'{where} booked', Fraction(posting['booked']), ZERO)
            self.same(f'{where} released_before', Fraction(posting['released_before']), self.to_date(posting, before)[0])
            self.same(f'{where} forfeited_before', Fraction(posting['forfeited_before']), self.to_date(posting, before)[1])
        self.same(f'{where} released', Fraction(posting['released']), paid - Fraction(posting['released_before']))
        self.same(f'{where} forfeited', Fraction(posting['forfeited']), lost - Fraction(posting['forfeited_before']))
        self.same(f'{where} held', Fraction(posting['held']), Fraction(posting['due']) - paid - lost)
        if 'earned_to_date' in posting:
            earning = Fraction(posting['earned_to_date']) - Fraction(posting['earned_before'])
            self.same(f'{where} due', Fraction(posting['due']), earning)
        if posting['causes']:
            change = Fraction(posting['due']) - Fraction(posting['booked'])
            self.same(f'{where} causes', self.sum_of(posting['causes'], 'amount'), change)

    def replayed(self, told, month):
        """What the month before earned and released, where nothing is booked."""
        earned = released = held = ZERO
        for posting in self.doc['postings']:
            paid, lost = self.to_date(posting, month)
            released += paid - self.to_date(posting, month_add(month, -1))[0]
            if posting['for_month'] <= told['month']:
                held += Fraction(posting['due']) - paid - lost
            if posting['for_month'] == told['month']:
                earned += Fraction(posting['due'])
        self.same('month_before.earnings', Fraction(told['earnings']), earned)
        self.same('month_before.released', Fraction(told['released']), released)
        self.same('month_before.held', Fraction(told['held']), held)
        self.same('month_before.prior', Fraction(told['prior']), ZERO)

    def to_date(self, posting, month):
        """-> what of it is paid out by the end of a month, what is lost by then."""
        due, earned_for = Fraction(posting['due']), read_month(posting['for_month'])
        terms = posting.get('schedule')
        if month < earned_for:
            return ZERO, ZERO
        if terms is None:                               # what was lost by a rule that is gone stays lost
            lost = Fraction(posting['forfeited_before'])
            return due - lost, lost
        left = read_month(terms['left'][:7]) if terms['left'] else None
        if left is None or month < left:
            return self.by_schedule(terms, due, earned_for, month), ZERO
        if terms['if_left'] == 'pay':
            return due, ZERO
        paid = self.by_schedule(terms, due, earned_for, max(left, earned_for))
        return paid, due - paid

    def by_schedule(self, terms, due, earned_for, month):
        held = self.rounds(due * Fraction(terms['hold_back']))
        shares = [Fraction(share) for share in terms['instalments']]
        parts = [self.rounds((due - held) * share) for share in shares[:-1]]
        parts.append(due - held - sum(parts))
        passed = (month[0] - earned_for[0]) * 12 + month[1] - earned_for[1]
        out = sum(parts[:passed + 1], ZERO)
        return out + held if not held or month >= read_month(terms['hold_until']) else out

    # ---- a payment

    def month(self, name, told):
        at = {key: Fraction(told[key]) for key in AMOUNTS}
        available = at['balance_in'] + at['released'] + at['adjustments']
        self.same(f'{name}.available', at['available'], available)
        loan, gift = self.draws(name, told)
        self.same(f'{name}.draw_amount', at['draw_amount'], loan + gift)
        self.same(f'{name}.draw_guaranteed', at['draw_guaranteed'], gift)
        at_hand, whole, owed = max(available, ZERO), loan + gift, at['draw_owed_before']
        given = max(whole - at_hand, ZERO)
        repaid = ZERO
        if at_hand >= whole and told['draw_recovers']:
            repaid = min(owed, self.rounds.down(Fraction(told['draw_share']) * (at_hand - whole)))
        self.same(f'{name}.draw_paid', at['draw_paid'], given)
        self.same(f'{name}.draw_repaid', at['draw_repaid'], repaid)
        self.same(f'{name}.draw_owed', at['draw_owed'], owed + max(given - gift, ZERO) - repaid)
        self.same(f'{name}.payment', at['payment'], at_hand + given - repaid)
        self.same(f'{name}.balance_out', at['balance_out'], min(available, ZERO))

    def draws(self, name, told):
        """-> recoverable, guaranteed amounts."""
        sums = {'recoverable': ZERO, 'non_recoverable': ZERO}
        if name == 'month_before' and self.doc['closed_to']:      # as booked: the terms were that month's
            return Fraction(told['draw_amount']) - Fraction(told['draw_guaranteed']), Fraction(told['draw_guaranteed'])
        for place, draw in enumerate(told['draws']):
            where = f'{name}.draws[{place}]'
            if draw['of'] == 'target':
                days = sum(term['days'] for term in draw['target_terms'])
                self.same(f'{where} days', draw['days'], days)
                base = target_terms(lambda what, *pair: self.same(f'{where} {what}', *pair), draw['target_terms'])
            else:
                base = Fraction(draw['days'], draw['days_of_month'])
            amount = self.rounds(base * Fraction(draw['at']))
            self.same(f'{where} amount', Fraction(draw['amount']), amount)
            if 'months' in draw:
                self.same(f'{where} is in force', draw['service_month'] <= draw['months'], True)
            sums[draw['kind']] += amount
        return sums['recoverable'], sums['non_recoverable']
