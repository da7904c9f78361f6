/** Rows that go out in one statement: PostgreSQL takes 65,535 parameters. */
const atOnce = 1000;

/** Runs a statement for many rows, as often as it takes, and returns what came of each. */
export async function inChunks<Row, Result>(rows: Row[], run: (some: Row[]) => Promise<Result[]>): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < rows.length; at += atOnce) results.push(...(await run(rows.slice(at, at + atOnce))));
  return results;
}
