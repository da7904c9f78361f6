/** The very last to speak: after Jest's own summary and the coverage. */
export default async function tearDown() {
  await globalThis.testServer?.stop();
  console.log(globalThis.testTotals ?? '0 passed, 0 failed');
}
