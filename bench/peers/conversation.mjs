// The engine's side of bench/peers/node_peer.hpp: reads a question a line from standard input, writes
// an answer a line, and ends with its input.
//
//   node SCRIPT.mjs PACKAGES SCRATCH LIMIT_MS

import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const [packages, scratchDirectory, limit] = process.argv.slice(2)

/** Of the packages beside the benchmark, wherever they were installed. */
export const require = createRequire(`${packages}/`)
/** A directory for files of this run. */
export const scratch = scratchDirectory
/** After so many milliseconds a question is given up. */
export const limitMs = Number(limit)

/**
 * Answers until nobody asks any more. The engine has `about()`: a sentence; `load(csv, accounts)`;
 * `ask({account, at, until, hops})`: the accounts, each once, or null when it gave up at the limit.
 */
export async function converse(engine) {
  for await (const line of createInterface({ input: process.stdin })) {
    let answer
    try {
      answer = await answerTo(engine, line.split(' '))
    } catch (error) {
      answer = `failed ${String(error?.message ?? error).replaceAll('\n', ' ')}`
    }
    process.stdout.write(`${answer}\n`)
  }
  process.exit(0)
}

async function answerTo(engine, [verb, ...words]) {
  const begin = performance.now()
  if (verb === 'hello') {
    return `about ${await engine.about()}`
  }
  if (verb === 'load') {
    await engine.load(words[0], Number(words[1]))
    return `ms ${performance.now() - begin}`
  }
  const [account, at, until, hops] = words.map(Number)
  const accounts = await engine.ask({ account, at, until, hops })
  const ms = performance.now() - begin
  return accounts === null ? `over ${ms}` : ['ms', ms, ...accounts].join(' ')
}
