// Kuzu, by its Node package. Its paths of variable length cannot ask that times ascend, and a pattern
// of several transfers makes every path; what serves it best is a question a level, with the frontier
// handed back: account by account through the primary key while they are few, else as a list.

import { join } from 'node:path'
import { converse, limitMs, require, scratch } from './conversation.mjs'

const kuzu = require('kuzu')
const bufferBytes = 4 * 2 ** 30
const fewAccounts = 16

const database = new kuzu.Database(join(scratch, 'kuzu'), bufferBytes)
const connection = new kuzu.Connection(database)
let paidByOne
let paidByMany

async function rowsOf(statement, parameters) {
  const result = await connection.execute(statement, parameters)
  const rows = await result.getAll()
  result.close()
  return rows
}

async function prepared(pattern) {
  const statement = await connection.prepare(
    `MATCH ${pattern} AND e.moment > $after AND e.moment <= $until
     RETURN a.id AS payer, e.payee AS payee, e.moment AS moment, e.is_exit AS is_exit`,
  )
  if (!statement.isSuccess()) {
    throw new Error(statement.getErrorMessage())
  }
  return statement
}

/** What accounts of the frontier (account -> moment of arrival) paid after that. */
async function paidBy(frontier, until) {
  if (frontier.size > fewAccounts) {
    const after = Math.min(...frontier.values())
    const rows = await rowsOf(paidByMany, { payers: [...frontier.keys()], after, until })
    return rows.filter((row) => row.moment > frontier.get(row.payer))
  }
  const rows = []
  for (const [payer, after] of frontier) {
    rows.push(...(await rowsOf(paidByOne, { payer, after, until })))
  }
  return rows
}

await converse({
  async about() {
    return (
      `version ${kuzu.VERSION}, by its Node package, with as many threads as cores; a query a level, ` +
      `prepared, the frontier handed back: up to ${fewAccounts} accounts one by one through the ` +
      'primary key, more as a list; buffer 4 GB; loading reads a CSV file'
    )
  },

  async load(csv, accounts) {
    await connection.query('CREATE NODE TABLE Account(id INT64 PRIMARY KEY)')
    await connection.query(
      `CREATE REL TABLE Transfer(FROM Account TO Account,
         number INT64, moment INT64, amount INT64, is_exit INT64, payee INT64)`,
    )
    await connection.query(
      `COPY Account FROM (UNWIND range(0, ${accounts - 1}) AS id RETURN CAST(id AS INT64))`,
    )
    await connection.query(
      `COPY Transfer FROM (LOAD WITH HEADERS (payer INT64, payee INT64, number INT64, moment INT64,
         amount INT64, is_exit INT64) FROM '${csv}' (header = false)
       RETURN payer, payee, number, moment, amount, is_exit, payee AS same_payee)`,
    )
    paidByOne = await prepared('(a:Account)-[e:Transfer]->() WHERE a.id = $payer')
    paidByMany = await prepared('(a:Account)-[e:Transfer]->() WHERE a.id IN $payers')
  },

  async ask({ account, at, until, hops }) {
    const giveUp = performance.now() + limitMs
    const reached = new Set()
    const best = new Map([[account, at]]) // the earliest arrival by fewer levels
    let frontier = new Map(best)
    for (let hop = 1; hop <= hops && frontier.size > 0; ++hop) {
      const left = Math.ceil(giveUp - performance.now())
      if (left <= 0) {
        return null
      }
      connection.setQueryTimeout(left)
      let rows
      try {
        rows = await paidBy(frontier, until)
      } catch (error) {
        if (performance.now() >= giveUp || String(error).includes('Interrupted')) {
          return null
        }
        throw error
      }
      const arrivals = new Map()
      for (const { payee, moment, is_exit: isExit } of rows) {
        reached.add(payee)
        if (!isExit && moment < Math.min(best.get(payee) ?? Infinity, arrivals.get(payee) ?? Infinity)) {
          arrivals.set(payee, moment)
        }
      }
      for (const [payee, moment] of arrivals) {
        best.set(payee, moment)
      }
      frontier = arrivals
    }
    return [...reached]
  },
})
