// A stand-in for the server while screens are made: the contract of /api/v1 with one believable case in
// memory that moves by itself after a report. It also serves web/dist under the content security policy
// that the real server sends. For development and component screenshots only; it is not shipped.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeWorld } from './world.mjs'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const csp =
  "default-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

export function startMock(port = 8096) {
  const streams = new Set()
  const world = makeWorld((topic, data) => {
    for (const stream of streams) {
      stream.write(`id: ${data.seq}\nevent: ${topic}\ndata: ${JSON.stringify(data)}\n\n`)
    }
  })
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://mock')
    if (!url.pathname.startsWith('/api/v1/')) return void serveFile(url.pathname, response)
    const path = url.pathname.slice('/api/v1'.length)
    if (path === '/stream') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      response.write(': hello\n\n')
      streams.add(response)
      request.on('close', () => streams.delete(response))
      return
    }
    const body = await readBody(request)
    const answer = world.answer(request.method, path, url.searchParams, body, request.headers)
    const isProblem = answer.status >= 400
    response.writeHead(answer.status, {
      'Content-Type': isProblem ? 'application/problem+json' : 'application/json',
      'X-Seq': String(world.seq()),
      ...(answer.headers ?? {}),
    })
    response.end(JSON.stringify(answer.body ?? {}))
  })
  server.on('close', () => world.stop())
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve({
        port: server.address().port,
        close: () => {
          for (const stream of streams) stream.end()
          server.close()
          server.closeAllConnections()
        },
      })
    })
  })
}

async function serveFile(path, response) {
  const file = join(dist, normalize(path === '/' ? '/index.html' : path))
  try {
    const content = await readFile(file)
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': csp,
    })
    response.end(content)
  } catch {
    response.writeHead(404).end()
  }
}

async function readBody(request) {
  let text = ''
  for await (const piece of request) text += piece
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return {}
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock(Number(process.env.PORT ?? 8096))
  console.log(`mock on http://127.0.0.1:${mock.port}/  (officer / officer, admin / admin)`)
}
