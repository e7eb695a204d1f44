#!/usr/bin/env python3
"""Writes examples/hokuriku-mobility: an invented company and a fiscal year of invented facts.

The same seed gives the same bytes. Run it here: python3 make_example.py"""
import csv, datetime, io, os, random

SEED = 20251001
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hokuriku-mobility")
R = random.Random(SEED)
FAMILY = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 松本 井上 木村 林 清水 山崎 森 池田".split()
GIVEN = "健一 直美 翔太 美咲 大輔 由美子 拓也 彩香 誠 久美子 隼人 真理 浩二 里奈 修 恵 悠斗 千夏 剛 葵".split()
START, END = datetime.date(2025, 10, 1), datetime.date(2026, 9, 30)
MONTHS = [f"{2025 + (9 + m) // 12}-{(9 + m) % 12 + 1:02d}" for m in range(12)]


def day(low=START, high=END):
    return low + datetime.timedelta(R.randrange((high - low).days + 1))


def write(name, head, rows, encoding="utf-8", newline="\n", quote=csv.QUOTE_MINIMAL, before=(), after=()):
    text = io.StringIO()
    for line in before:
        text.write(line + newline)
    out = csv.writer(text, lineterminator=newline, quoting=quote)
    out.writerow(head)
    out.writerows(rows)
    for line in after:
        text.write(line + newline)
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(text.getvalue().encode(encoding))


def people():
    """person_id, name, role, segment, team, manager, start, end, target a year"""
    rows, groups = [], {}
    kinds = [("AE", "SMB", "営業1課", 8, 2400000, "M01"), ("AE", "MM-ENT", "営業2課", 8, 3600000, "M02"),
             ("SE", "", "SE課", 4, 1800000, "M03"), ("IS", "SMB", "IS課", 6, 1200000, "M04"),
             ("IS", "MM-ENT", "IS課", 5, 1440000, "M04"), ("CS", "onboarding", "CS課", 4, 1200000, "M05"),
             ("CS", "consulting", "CS課", 3, 1500000, "M05"), ("CS", "expansion", "CS課", 4, 1500000, "M05"),
             ("CS", "care", "CS課", 5, 1200000, "M05"), ("MK", "", "マーケ課", 4, 600000, "M06"),
             ("AL", "", "アライアンス課", 2, 1800000, "M06"), ("PS", "", "SE課", 2, 1500000, "M03"),
             ("PT", "", "アライアンス課", 3, 1800000, "M06")]
    names = [f"{a} {b}" for a in FAMILY for b in GIVEN]
    R.shuffle(names)
    for i, team in enumerate(["営業1課", "営業2課", "SE課", "IS課", "CS課", "マーケ課"], 1):
        rows.append([f"M{i:02d}", names.pop(), "MGR", "", team, "", "2024-04-01", "", ""])
    number = 100
    for role, segment, team, count, target, manager in kinds:
        for _ in range(count):
            number += 1
            person = f"E{number}"
            groups.setdefault((role, segment), []).append(person)
            rows.append([person, names.pop(), role, segment, team, manager, "2024-10-01", "", f"{target:,}"])
    by = {row[0]: row for row in rows}
    mover = by[groups["IS", "SMB"][0]]                    # IS -> CS in mid-month
    mover[7] = "2026-03-15"
    rows.append([mover[0], mover[1], "CS", "care", "CS課", "M05", "2026-03-16", "", "1,200,000"])
    second = by[groups["IS", "MM-ENT"][0]]                # and another
    second[7] = "2026-01-20"
    rows.append([second[0], second[1], "CS", "expansion", "CS課", "M05", "2026-01-21", "", "1,500,000"])
    leaver = by[groups["AE", "SMB"][-1]]
    leaver[7] = "2026-02-10"
    away = by[groups["AE", "MM-ENT"][-1]]                 # a leave: a gap between two rows
    away[7] = "2025-12-31"
    rows.append(away[:6] + ["2026-03-01", "", away[8]])
    raised = by[groups["AE", "SMB"][0]]                   # a raise in mid-month
    raised[7] = "2026-03-09"
    rows.append(raised[:6] + ["2026-03-10", "", "2,880,000"])
    rows.sort(key=lambda row: (row[0], row[6]))
    return rows, groups, leaver[0]


def deals(groups, leaver):
    rows = []
    smb, big = groups["AE", "SMB"], groups["AE", "MM-ENT"]
    strength = {p: R.uniform(0.4, 1.5) for p in smb + big}
    partners = groups["PT", ""]
    for person in smb + big:
        size = 1 if person in smb else 4
        for _ in range(int(34 * strength[person])):
            when = day()
            if person == leaver and when > datetime.date(2026, 2, 10):
                continue
            if person == big[-1] and datetime.date(2026, 1, 1) <= when < datetime.date(2026, 3, 1):
                continue
            units = R.randrange(5, 40) * size
            other, share = "", ""
            if R.random() < 0.12:
                other = R.choice([p for p in (smb if size == 1 else big)[1:-1] if p != person])
                share = R.choice(["20%", "30%", "50%", "33.3%"])
                if other == leaver:
                    other, share = "", ""
            rows.append([None, when, R.choice(["won"] * 6 + ["lost", "open"]), "SMB" if size == 1 else "MM-ENT",
                         50000 * units if R.random() < .7 else 0, 5000 * units * 12, R.choice([0, 0, 300000, 500000]),
                         R.choice([12, 24, 36, 36, 39, 60]), person, other, share,
                         R.choice(partners) if R.random() < .25 else "", R.choice(["○", "○", "×"])])
    rows.append([None, datetime.date(2026, 3, 12), "won", "SMB", 2500000, 3000000, 500000, 36, smb[1], "", "", "", "○"])
    rows.append([None, datetime.date(2026, 3, 20), "won", "SMB", 0, 600000, 0, 12, leaver, "", "", "", "×"])   # unassigned
    won = [row for row in rows if row[2] == "won" and row[1] < datetime.date(2026, 2, 1)]
    for row in R.sample(won, 5):                          # cancellations take back
        rows.append([None, R.choice([datetime.date(2026, 3, 5), datetime.date(2026, 3, 25), datetime.date(2026, 6, 10)]),
                     "cancelled"] + row[3:])
    rows = [row for row in rows if not (row[2] == "cancelled" and row[8] == leaver)]
    rows.sort(key=lambda row: (row[1], row[8], str(row[4:8])))
    for i, row in enumerate(rows, 1):
        row[0] = f"D-{i:04d}"
        row[1] = f"{row[1].year}/{row[1].month}/{row[1].day}"
        for c in (4, 5, 6):
            row[c] = f"{row[c]:,}"
    return rows


def renewals(groups):
    rows = []
    care = groups["CS", "care"] + groups["CS", "expansion"]
    for i in range(1, 421):
        due = day()
        amount = R.randrange(20, 300) * 10000
        kept = R.random()
        renewed = amount if kept < .9 else (amount // 2 if kept < .94 else 0)      # part renewals, churn
        rows.append([f"R-{i:04d}", due.isoformat() + " 00:00:00", R.choice(["はい", "いいえ", "いいえ"]), f"¥{amount:,}",
                     f"¥{renewed:,}", R.choice(care), R.choice(groups["SE", ""])])
    rows.sort()
    return rows


def others(groups):
    meetings, leads, pipeline, services = [], [], [], []
    smb, big = groups["IS", "SMB"], groups["IS", "MM-ENT"]
    counter = 0
    for month in MONTHS:
        first = datetime.date.fromisoformat(month + "-01")
        last = (first.replace(day=28) + datetime.timedelta(4)).replace(day=1) - datetime.timedelta(1)
        for person, mean, segment in [(p, 100, "SMB") for p in smb] + [(p, 30, "MM-ENT") for p in big]:
            end = {smb[0]: datetime.date(2026, 3, 15), big[0]: datetime.date(2026, 1, 20)}.get(person, END)
            for _ in range(int(mean * R.uniform(.6, 1.3))):
                held = day(first, last)
                if held > end:
                    continue
                counter += 1
                ment = segment == "MM-ENT"
                meetings.append([f"V-{counter:05d}", held.strftime("%Y年%-m月%-d日"), R.choice(["held"] * 7 + ["no show"]),
                                 segment, person, R.choice(groups["PS", ""]) if ment and R.random() < .4 else "",
                                 "1" if ment and R.random() < .2 else "0"])
    for i in range(1, 901):
        leads.append([f"L-{i:04d}", day().isoformat(), R.choice(["yes", "yes", "no"]), R.randrange(10, 100),
                      R.choice(["inbound", "event", "ABM", "partner"]), recycled := R.choice(["no", "no", "no", "yes"]),
                      R.choice(groups["PS", ""]) if recycled == "yes" else ""])
    for i in range(1, 361):
        source = R.choice(["Alliance", "Demand", "BDR", "CS"])
        pipeline.append([f"P-{i:04d}", day().isoformat(), source, R.randrange(50, 900) * 10000,
                         R.choice(groups["CS", "expansion"] + groups["CS", "care"]) if source == "CS" else ""])
    for i in range(1, 501):
        kind = R.choice(["onboarding", "consulting", "expansion"])
        services.append([f"S-{i:04d}", day().isoformat(), kind, R.choice(groups["CS", kind]),
                         0 if kind == "onboarding" else R.randrange(5, 60) * 10000, R.choice(["y", "y", "y", "n"])])
    return meetings, leads, pipeline, services


def quotas(groups):
    rows = []
    for person in groups["AE", "SMB"] + groups["AE", "MM-ENT"]:
        size = 1 if person in groups["AE", "SMB"] else 4
        rows += [[person, m, "FY2026", 60000000 * size] for m in ("acv", "revenue")]
        rows.append([person, "year_measure", "FY2026", 90000000 * size])
        rows.append([person, "companies_won", "FY2026", 18])
    for person in groups["IS", "SMB"] + groups["IS", "MM-ENT"]:
        monthly = 85 if person in groups["IS", "SMB"] else 26
        rows += [[person, "meetings", f"FY2026-Q{q}", monthly * 3] for q in (1, 2, 3, 4)]
    movers = [groups["IS", "SMB"][0], groups["IS", "MM-ENT"][0]]
    for person in [p for s in ("onboarding", "consulting", "expansion", "care") for p in groups["CS", s]] + movers:
        rows.append([person, "pipeline.cs", "FY2026", 30000000])
    for line, amount in (("alliance", 400000000), ("demand", 420000000), ("bdr", 380000000)):
        rows.append(["company", f"pipeline.{line}", "FY2026", amount])
    rows.append(["company", "mql", "FY2026", 260])
    rows += [[person, "revenue", "FY2026", 300000000] for person in groups["PT", ""]]
    return rows


def main():
    os.makedirs(OUT, exist_ok=True)
    roster, groups, leaver = people()
    write("people.csv", ["社員番号", "氏名", "職種", "セグメント", "所属", "上長", "開始日", "終了日", "年間目標報酬"], roster)
    write("deals.csv", ["商談ID", "完了日", "フェーズ", "セグメント", "機器", "年額", "一時", "契約月数", "担当者", "共同担当者", "共同比率",
                        "パートナー担当", "新規"], deals(groups, leaver), encoding="cp932", newline="\r\n")      # as Excel saves it
    due = renewals(groups)
    total = [sum(int(row[c].replace("¥", "").replace(",", "")) for row in due) for c in (3, 4)]
    write("renewals.csv", ["更新ID", "更新期日", "初年度", "対象額", "更新額", "CS担当", "SE担当"], due,
          after=[f'合計,,,"{total[0]:,}","{total[1]:,}",,', "", "出力: 契約管理システム", "社外秘"])       # a total and a footer
    meetings, leads, pipeline, services = others(groups)
    write("meetings.csv", ["meeting_id", "held_date", "status", "segment", "is_id", "ps_id", "won"], meetings,
          encoding="utf-8-sig", quote=csv.QUOTE_ALL)                                                   # a byte-order mark
    write("leads.csv", ["lead_id", "created_date", "mql", "score", "source", "recycled", "ps_id"], leads)
    write("pipeline.csv", ["案件ID", "作成日", "ソース", "金額", "担当者"], pipeline,
          before=["パイプライン一覧", "期間: 2025年10月～2026年9月"])                                            # titles
    write("services.csv", ["service_id", "done_date", "kind", "cs_id", "amount", "on_time"], services)
    write("quotas.csv", ["holder", "measure", "period", "amount"], quotas(groups))
    write("alignments.csv", ["person_id", "team", "start_date", "end_date"],
          [[p, "営業1課" if i % 2 else "営業2課", "2025-10-01", ""] for i, p in enumerate(groups["SE", ""])]
          + [[groups["SE", ""][0], "営業1課", "2026-02-01", "2026-03-31"]])
    ae, cs = groups["AE", "SMB"], groups["CS", "care"]
    write("adjustments.csv", ["adjustment_id", "person_id", "period", "amount", "reason", "approved_by"],
          [["A-001", ae[2], "2026-03", "50,000", "紹介キャンペーン", "M01"],
           ["A-002", cs[0], "2026-03", "▲12,000", "1月分の過払い", "M05"],
           ["A-003", ae[4], "2026-01", "30,000", "新人指導", "M01"]])


main()
