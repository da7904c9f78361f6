import { createContext, useContext, useSyncExternalStore } from 'react';
import type { State, Workbench } from './workbench.js';

/** What is open beside the columns. */
export type Opened = { kind: 'field' | 'page'; id: string } | { kind: 'new' | 'languages' } | undefined;

interface Tools {
  bench: Workbench;
  rulesOf: Record<string, string[]>;
  opened: Opened;
  open(what: Opened): void;
  /** Gives the focus to what carries this name in `data-focus`, once it is there. */
  focus(name: string): void;
  /** The page that buttons add to; empty where there is none. */
  target: string;
  setTarget(page: string): void;
  /** Somebody turned to this page: the preview shows it too. */
  look(page: string): void;
}

export const ToolsContext = createContext<Tools | undefined>(undefined);

export function useTools(): Tools & { state: State } {
  const tools = useContext(ToolsContext) as Tools;
  return { ...tools, state: useSyncExternalStore(tools.bench.subscribe, tools.bench.read) };
}
