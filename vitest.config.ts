import { defineConfig } from 'vitest/config'

/** Two workers: the suite must also be kind to a two-core office machine. Everything runs in Node; the browser tests drive a real one. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['{src,test,fixtures,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
