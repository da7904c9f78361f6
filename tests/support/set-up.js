import { tsImport } from 'tsx/esm/api';

/** Jest loads this file as it is, outside its own transforms; tsx compiles what it needs of the project. */
export default async function setUp() {
  const { startTestServer } = await tsImport('./servers.ts', import.meta.url);
  globalThis.testServer = await startTestServer();
}
