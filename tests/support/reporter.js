/** Drops a green file's databases, keeps a red one's and says their names, and counts for the line that closes the run. */
export default class Reporter {
  async onTestFileResult(test, result) {
    const red = result.numFailingTests > 0 || result.testExecError;
    const kept = await globalThis.testServer?.finish(test.path, Boolean(red));
    if (kept?.length) console.error(`Kept for a look: ${kept.join(', ')}`);
  }

  onRunComplete(_contexts, results) {
    // A file that could not even be loaded has no failed test in it, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    globalThis.testTotals = `${results.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
  }
}
