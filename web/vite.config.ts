// The bundle goes into the binary, so it is served from one origin with hashed names and relative
// addresses. In development the API is a running Holdfast, or dev/mock.mjs, behind the proxy.
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  base: './',
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // Nothing may be inlined as data: or style text, the content security policy forbids it.
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': process.env['HOLDFAST_URL'] ?? 'http://127.0.0.1:8096' } },
  test: { include: ['src/**/*.test.ts'] },
})
