import fc from 'fast-check'

/**
 * Property tests draw the same cases at every run, so that a red suite means a change and not luck. `CAIFENG_SEED=<number>` draws others, for a
 * long search before a release.
 */
fc.configureGlobal({ seed: Number(process.env.CAIFENG_SEED ?? 20_230_630) })
