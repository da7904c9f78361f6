import type { ReactNode } from 'react';
import type { Values } from '../../../src/domain/layouts.js';
import { words } from '../shared/words.js';
import { useTools } from './context.js';
import { lackingIn, languagesOf, type Main, nameOf } from './translating.js';

const say = words.translations;

interface Props {
  texts: Main[];
  values: Values;
  /** The controls of one language. */
  children(tag: string): ReactNode;
}

/** The same texts in the flow's other languages, and how many are missing in each. */
export function Translations({ texts, values, children }: Props) {
  const { state, open } = useTools();
  const languages = languagesOf(state.layout);
  return (
    <section className="translations group" aria-label={say.heading}>
      <h3>{say.heading}</h3>
      {languages.map((tag) => {
        const lacking = lackingIn(state.layout, values, texts, tag);
        return (
          <details key={tag} open={languages.length < 3}>
            <summary>
              {nameOf(tag)} <span className={lacking ? 'lacking' : 'muted'}>{say.missing(lacking)}</span>
            </summary>
            {children(tag)}
          </details>
        );
      })}
      <button type="button" className="link" onClick={() => open({ kind: 'languages' })}>
        {languages.length ? say.change : say.offerMore}
      </button>
    </section>
  );
}
