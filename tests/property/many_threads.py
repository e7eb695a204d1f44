#!/usr/bin/env python3
"""What participations share is made once, whichever thread asks first: a large team whose quota is the sum over its members,
run many times with many jobs, gives the bytes of one job. (Threads that met on that sum once paid wrong, or crashed.)"""
import argparse, os, shutil, subprocess, sys, tempfile

PEOPLE, ROUNDS = 500, 12
COMPANY = """company: One team
currency: JPY
fiscal_year_starts: 10
plans: plans
roster: {file: people.csv}
quotas: {file: quotas.csv}
feeds:
  deals: {file: deals.csv, key: deal_id, columns: {deal_id: text, close_date: date, amount: money, ae_id: payee}}
"""
MEASURES = """measures:
  acv: {unit: money, credits: [{feed: deals, date: close_date, value: amount, to: {ae: ae_id}}]}
"""
PLAN = """plan: AE
for: role = "AE"
effective: {from: 2025-10-01, to: 2026-09-30}
components:
  own: {weight: 50%, measure: acv, rate: {method: linear, points: [{at: 0%, pays: 0%}, {at: 100%, pays: 100%}]}}
  team: {weight: 50%, measure: acv, of: team, window: year, when_empty: 0%,
    rate: {method: linear, points: [{at: 0%, pays: 0%}, {at: 100%, pays: 100%}]}}
"""


def write(place, name, text):
    path = os.path.join(place, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make(place):
    ids = [f"P{number:03d}" for number in range(PEOPLE)]
    write(place, "company.yaml", COMPANY)
    write(place, "plans/design.yaml", "design: one team\n")
    write(place, "plans/measures.yaml", MEASURES)
    write(place, "plans/ae.yaml", PLAN)
    write(place, "people.csv", "person_id,name,role,team,manager_id,start_date,end_date,target_incentive\n" +
          "".join(f"{one},n,AE,T1,,2025-10-01,,1200000\n" for one in ids))
    write(place, "quotas.csv", "holder,measure,period,amount\n" + "".join(f"{one},acv,FY2026,12000000\n" for one in ids))
    write(place, "deals.csv", "deal_id,close_date,amount,ae_id\n" +
          "".join(f"D{n},2026-{n % 3 + 1:02d}-{n % 28 + 1:02d},{100000 + n},{one}\n" for n, one in enumerate(ids)))


def run(attain, place, jobs):
    output = os.path.join(place, "out")
    done = subprocess.run([attain, "run", "-q", "-j", str(jobs), "--workbook", "none", "--period", "2026-03",
                           "-c", os.path.join(place, "company.yaml"), "-o", output], capture_output=True, text=True)
    assert done.returncode == 0, f"{jobs} jobs: exit {done.returncode}\n{done.stderr[-500:]}"
    return {os.path.relpath(os.path.join(base, name), output): open(os.path.join(base, name), "rb").read()
            for base, _, names in os.walk(output) for name in sorted(names)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--attain", required=True)
    attain = os.path.abspath(parser.parse_args().attain)
    place = tempfile.mkdtemp(prefix="attain-threads-")
    make(place)
    one = run(attain, place, 1)
    # The team: 500 × 1,000,000 a month, six months; sold 500 × 100,000 and 0 + 1 + ... + 499.
    quota, sold = PEOPLE * 1000000 * 6, PEOPLE * 100000 + sum(range(PEOPLE))
    assert f",{sold},{quota},".encode() in one["payouts.csv"], "the team's own figures"
    for jobs in [2, 7, 16] * (ROUNDS // 3):
        assert run(attain, place, jobs) == one, f"{jobs} jobs give other bytes"
    shutil.rmtree(place)
    print(f"{ROUNDS} runs with many jobs, the bytes of one")


main()
