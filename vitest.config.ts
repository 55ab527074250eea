import { defineConfig } from 'vitest/config'

/**
 * Three workers on the two cores of an office machine: many tests wait for a browser, a disk or LibreOffice. Everything runs in Node; the
 * browser tests drive a real one. Tests of the pure rooms share their workers, since nothing there can be left behind for the next file.
 */
const common = { environment: 'node', setupFiles: ['test/support/setup.ts'], pool: 'forks' } as const
const limits = { testTimeout: 180_000, hookTimeout: 240_000, teardownTimeout: 30_000 }
const PURE = ['src/domain/**/*.test.ts', 'src/ui/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      { test: { ...common, ...limits, name: 'pure', include: PURE, isolate: false } },
      {
        test: {
          ...common,
          ...limits,
          name: 'whole',
          include: ['{src,test,fixtures,bench}/**/*.test.{ts,tsx}'],
          exclude: PURE,
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
    ],
  },
})
