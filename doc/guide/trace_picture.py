"""Draws a trace as a picture: accounts in columns by tier, payments as bands as wide as the stolen
money in them.

    python3 trace_picture.py transactions.csv trace.json > trace.svg

`transactions.csv` has the columns sourceNodeId,targetNodeId,value,time; `trace.json` is what
`holdfast trace --json` wrote for it, where a transfer without an id is called L and its line.
"""
import collections
import csv
import json
import sys

COLUMN = 128  # pixels from tier to tier
BOX = 74
SCALE = 0.16  # pixels a yuan
GAP = 20
TOP = 46


def read(transactions, trace):
    with open(trace, encoding="utf-8") as file:
        result = json.load(file)
    tainted = {each["id"]: each["tainted_fen"] for each in result["transfers"]}
    flows = collections.Counter()
    seeds = collections.Counter()
    tier = {each["account"]: each["tier"] for each in result["accounts"]}
    with open(transactions, encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            fen = tainted.get(f"L{line}", 0)
            if fen == 0:
                continue
            payer, payee = row["sourceNodeId"], row["targetNodeId"]
            if payer in tier:
                flows[payer, payee] += fen
            else:
                seeds[payee] += fen
    return result, flows, seeds


def place(accounts, flows):
    """Top of each account's box: those that hold the most come first in their tier."""
    tiers = collections.defaultdict(list)
    for each in accounts:
        tiers[each["tier"]].append(each)
    places = {}
    for tier, members in sorted(tiers.items()):
        y = TOP
        for each in sorted(members, key=lambda one: (-one["remaining_fen"], one["account"])):
            height = max(8.0, each["received_fen"] / 100 * SCALE)
            places[each["account"]] = (30 + (tier - 1) * COLUMN + 70, y, height)
            y += height + GAP
    return places


def yuan(fen):
    return f"{fen // 100:,}.{fen % 100:02}"


def draw(result, flows, seeds):
    accounts = {each["account"]: each for each in result["accounts"]}
    places = place(result["accounts"], flows)
    width = max(x for x, _, _ in places.values()) + BOX + 30
    height = max(y + h for _, y, h in places.values()) + 34
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'font-family="sans-serif" font-size="10">',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
    ]
    for tier in sorted({each["tier"] for each in result["accounts"]}):
        x = 30 + (tier - 1) * COLUMN + 70 + BOX / 2
        svg.append(f'<text x="{x}" y="20" text-anchor="middle" fill="#667">第 {tier} 层 tier {tier}</text>')
    out_at = collections.Counter()
    in_at = collections.Counter()
    for account, fen in seeds.items():
        x, y, h = places[account]
        svg.append(f'<path d="M 12 {y + h / 2:.1f} L {x} {y + h / 2:.1f}" stroke="#7a8699" '
                   f'stroke-opacity="0.4" stroke-width="{h:.1f}"/>')
        svg.append(f'<text x="14" y="{y + h / 2 - 4:.1f}" fill="#223">被骗 {yuan(fen)}</text>')
    for (payer, payee), fen in sorted(flows.items(), key=lambda one: places[one[0][1]][1]):
        band = max(1.0, fen / 100 * SCALE)
        (x0, y0, _), (x1, y1, _) = places[payer], places[payee]
        a = y0 + out_at[payer] + band / 2
        b = y1 + in_at[payee] + band / 2
        out_at[payer] += band
        in_at[payee] += band
        x0 += BOX
        bend = (x1 - x0) / 2 if x1 > x0 else 60
        svg.append(f'<path d="M {x0} {a:.1f} C {x0 + bend:.1f} {a:.1f} {x1 - bend:.1f} {b:.1f} '
                   f'{x1} {b:.1f}" fill="none" stroke="#c0392b" stroke-opacity="0.35" '
                   f'stroke-width="{band:.1f}"><title>{payer} → {payee}: {yuan(fen)}</title></path>')
    for account, (x, y, h) in places.items():
        each = accounts[account]
        left = each["remaining_fen"]
        part = h * left / each["received_fen"] if each["received_fen"] else 0
        svg.append(f'<rect x="{x}" y="{y:.1f}" width="{BOX}" height="{h:.1f}" fill="#e8ebf0" stroke="#556"/>')
        svg.append(f'<rect x="{x}" y="{y + h - part:.1f}" width="{BOX}" height="{part:.1f}" fill="#e67e22"/>')
        svg.append(f'<text x="{x}" y="{y + h + 10:.1f}" fill="#223"><tspan font-weight="bold">{account}'
                   f'</tspan> {yuan(left) if left else "—"}</text>')
    svg.append("</svg>")
    return "\n".join(svg) + "\n"


if __name__ == "__main__":
    sys.stdout.write(draw(*read(sys.argv[1], sys.argv[2])))
