/**
 * What a vitest run came to, from its JSON report and its exit code. A file that did not load has no tests and yet failed; a run that
 * ended badly without a failed test (an error outside of any) or without a report counts as one failure: nothing red may count as green.
 */
export function countTests(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const file of report?.testResults ?? []) {
    for (const { status } of file.assertionResults) {
      counts[status === 'passed' || status === 'failed' ? status : 'skipped'] += 1
    }
    const loaded = file.assertionResults.some(({ status }) => status === 'failed') || file.status !== 'failed'
    if (!loaded) counts.failed += 1
  }
  if (exitCode !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

/** The last line of `npm test`. Skipped tests are named only when there are any. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
