import { jest } from '@jest/globals';
import { main } from '../../src/cli.js';

export interface Said {
  code: number;
  stdout: string;
  stderr: string;
}

/** A command in this process, told apart from the real one only by who catches what it says. */
export async function command(args: string[], environment: Record<string, string>): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((part) => {
      said[name] += part;
      return true;
    }),
  );
  Object.assign(process.env, environment);
  const code = await main(args).finally(() => spies.forEach((spy) => void spy.mockRestore()));
  return { code, ...said };
}
