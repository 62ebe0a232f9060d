// The mock's answers about the fund graph, over the transfers of one traced case: chains with strictly
// later times, as the server walks them, but every chain one after the other.
const day = 86_400_000
const lengths = { s: 1000, m: 60_000, h: 3_600_000, d: day }
const lengthOf = (text) => Number(text.slice(0, -1)) * (lengths[text.at(-1)] ?? day)

/** Answers `path` or null; `trace` is the case's, `label` names an account. */
export function flowAnswer(path, query, trace, label) {
  const moves = trace.transfers.map((m) => ({ ...m, at: Date.parse(m.time) }))
  const exits = new Set(trace.accounts.filter((a) => a.exit).map((a) => a.account))
  const frame = (body, truncated = null) => ({ ...body, truncated, as_of: trace.as_of, seq: trace.seq })
  const account = query.get('account') ?? query.get('from') ?? ''
  const at = Date.parse(query.get('at') ?? '') || Date.now()
  const isBackward = query.get('direction') === 'backward'
  const hops = Number(query.get('hops') ?? 3)
  const window = lengthOf(query.get('window') ?? '48h')
  const least = Number(query.get('min_amount_fen') ?? 0)
  const chains = []
  const extend = (from, time, chain) => {
    if (chain.length === hops) return
    for (const move of moves) {
      const fits = isBackward
        ? move.payee === from && move.at < time && move.at >= at - window
        : move.payer === from && move.at > time && move.at <= at + window
      if (!fits || move.amount_fen < least) continue
      const longer = [...chain, move]
      chains.push(longer)
      extend(isBackward ? move.payer : move.payee, move.at, longer)
    }
  }
  switch (path) {
    case '/graph/reach': {
      extend(account, at, [])
      const best = new Map()
      for (const chain of chains) {
        const end = chain.at(-1)
        const ref = isBackward ? end.payer : end.payee
        const known = best.get(ref) ?? { hops: Infinity, arrival: end }
        const earlier = isBackward ? end.at > known.arrival.at : end.at < known.arrival.at
        best.set(ref, { hops: Math.min(known.hops, chain.length), arrival: earlier ? end : known.arrival })
      }
      const accounts = [...best].map(([ref, one]) => ({ account: label(ref), hops: one.hops, arrival: one.arrival.time }))
      return frame({ account: label(account), at: new Date(at).toISOString(), window_ms: window, hops, direction: isBackward ? 'backward' : 'forward', accounts, visited: chains.length })
    }
    case '/graph/path': {
      extend(account, at, [])
      const to = query.get('to')
      const [way = []] = chains
        .filter((chain) => chain.at(-1).payee === to)
        .sort((a, b) => a.length - b.length || a.at(-1).at - b.at(-1).at)
      const accounts = way.length === 0 ? [] : [...way.map((m) => label(m.payer)), label(to)]
      return frame({ from: label(account), to: label(to), path: way.map(({ id, time, payer, payee, amount_fen, kind }) => ({ id, time, payer, payee, amount_fen, kind })), accounts, hops: way.length, arrival: way.at(-1)?.time ?? null, visited: chains.length })
    }
    case '/graph/neighbourhood': {
      const own = moves.filter((m) => (isBackward ? m.payee : m.payer) === account && m.amount_fen >= least)
      const sums = new Map()
      for (const move of own) {
        const ref = isBackward ? move.payer : move.payee
        const sum = sums.get(ref) ?? { account: label(ref), amount_fen: 0, transfers: 0, first: move.time, last: move.time, exited_fen: 0 }
        sums.set(ref, { ...sum, amount_fen: sum.amount_fen + move.amount_fen, transfers: sum.transfers + 1, last: move.time, exited_fen: sum.exited_fen + (exits.has(ref) ? move.amount_fen : 0) })
      }
      const neighbours = [...sums.values()].sort((a, b) => b.amount_fen - a.amount_fen)
      return frame({ account: label(account), direction: isBackward ? 'backward' : 'forward', neighbours, total: neighbours.length, amount_fen: own.reduce((t, m) => t + m.amount_fen, 0) })
    }
    case 'converge': {
      const accounts = trace.accounts.slice(0, 3).map((a) => ({ account: a.label, tier: a.tier, received_fen: a.received_fen, by_source: [a.received_fen - 300_000, 300_000], exit: a.exit }))
      return frame({ policy: trace.policy, stolen_fen: trace.stolen_fen, sources: [{ index: 0, loss: 0 }, { index: 1, loss: 1 }], accounts, total: accounts.length })
    }
    case 'origin': {
      const paid = moves.filter((m) => m.payee === account)
      const balance = trace.accounts.find((a) => a.account === account)?.remaining_fen ?? 0
      const accounts = balance === 0 ? [] : [{ account: label('A1'), amount_fen: balance - 50_000, transfers: paid.length, victim: true }]
      return frame({ account: label(account), at: new Date(at).toISOString(), policy: trace.policy, balance_fen: balance, earlier_fen: balance === 0 ? 0 : 50_000, accounts, transfers: [], transfers_total: paid.length, horizon: 3, visited: moves.length })
    }
    default:
      return null
  }
}
