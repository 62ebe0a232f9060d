// The arrows of the console: app -> feature -> query -> model -> api and feature -> ui -> model. Features
// never import each other; the types of the contract may be named everywhere.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = dirname(new URL(import.meta.url).pathname)
const allowed: { readonly [layer: string]: readonly string[] } = {
  app: ['app', 'feature', 'query', 'ui', 'model', 'api'],
  feature: ['query', 'ui', 'model'],
  query: ['query', 'model', 'api'],
  ui: ['ui', 'model'],
  model: ['model', 'api'],
  api: ['api'],
}

it('follows the arrows', () => {
  const broken: string[] = []
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => /\/.*\.(ts|vue)$/.test(file))
  expect(sources.length).toBeGreaterThan(40)
  for (const file of sources) {
    const [layer = '', part = ''] = file.split('/')
    for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'(@\/[^']+)'/g)) {
      if (path === '@/api/types') continue
      const [target = '', targetPart = ''] = path.slice(2).split('/')
      const isOwn = layer === 'feature' && target === 'feature' && targetPart === part
      if (!isOwn && !allowed[layer]?.includes(target)) broken.push(`${file} -> ${path}`)
    }
  }
  expect(broken).toEqual([])
})
