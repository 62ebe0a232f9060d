// DuckDB in memory, by its Node package. Its indexes serve single rows, not joins: what helps it is the
// order of time, by which it passes over row groups outside the window.

import { readFileSync } from 'node:fs'
import { converse, limitMs, require } from './conversation.mjs'

const { DuckDBInstance } = require('@duckdb/node-api')
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
let reach

await converse({
  async about() {
    const rows = await (await connection.runAndReadAll('SELECT version()')).getRows()
    return (
      `version ${rows[0][0].replace('v', '')}, in memory, by @duckdb/node-api, with as many threads as ` +
      'cores; recursive query, prepared; rows in the order of time, so that row groups outside the ' +
      'window are passed over (its indexes do not serve joins); loading reads a CSV file'
    )
  },

  async load(csv) {
    await connection.run(
      `CREATE TABLE transfer AS SELECT * FROM read_csv('${csv}', header = false, columns = {
         'payer': 'INTEGER', 'payee': 'INTEGER', 'number': 'BIGINT', 'moment': 'BIGINT',
         'amount': 'BIGINT', 'is_exit': 'TINYINT'}) ORDER BY moment`,
    )
    const sql = readFileSync(new URL('./reach.sql', import.meta.url), 'utf8')
    reach = await connection.prepare(sql)
  },

  async ask({ account, at, until, hops }) {
    reach.bindInteger(1, account)
    reach.bindBigInt(2, BigInt(at))
    reach.bindBigInt(3, BigInt(until))
    reach.bindInteger(4, hops)
    let isOver = false
    const timer = setTimeout(() => {
      isOver = true
      connection.interrupt()
    }, limitMs)
    try {
      const answer = await reach.runAndReadAll()
      return answer.getColumns()[0] ?? []
    } catch (error) {
      if (isOver) {
        return null
      }
      throw error
    } finally {
      clearTimeout(timer)
    }
  },
})
