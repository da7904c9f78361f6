import type { Words } from '../../../src/domain/layouts.js';
import { Labelled } from '../shared/labelled.js';
import { words } from '../shared/words.js';
import { pageProblems } from './complaints.js';
import { useTools } from './context.js';
import { Drawer } from './Drawer.js';
import { pageMoving, pageRemoving, wherePageIs } from './moves.js';
import { Translations } from './Translations.js';
import { TypedText } from './TypedText.js';
import { texts } from './texts.js';
import { nameOf } from './translating.js';

/** A page's words and place, and the way to remove it. */
export function PageDrawer({ id }: { id: string }) {
  const { bench, state, open, focus } = useTools();
  const { layout } = state;
  const index = layout.pages.findIndex((page) => page.id === id);
  const page = layout.pages[index];
  if (!page) return null;
  const set = (name: keyof Words) => (from: string, to: string) => {
    const empty = name === 'title' || name === 'key' ? '' : null;
    const edit = { op: 'page' as const, page: id, from: { [name]: from || empty }, to: { [name]: to || empty } };
    bench.act(texts.changes.changed(texts.pageOf(page.title)), [edit]);
  };
  const move = (by: -1 | 1) => {
    bench.act(texts.changes.moved(page.title), [pageMoving(layout, id, index + by)]);
    bench.say(wherePageIs(bench.state.layout, id));
  };
  const mains = [
    { name: 'title', main: page.title },
    { name: 'description', main: page.description },
  ];
  const remove = () => {
    bench.act(texts.changes.removed(texts.pageOf(page.title)), pageRemoving(layout, page));
    bench.say(texts.changes.removed(texts.pageOf(page.title)));
    open(undefined);
    focus('add-page');
  };
  return (
    <Drawer title={texts.pageOf(page.title)} from={`page-${id}`}>
      {pageProblems(state, page).map((problem) => (
        <p className="wrong" key={problem}>
          {problem}
        </p>
      ))}
      <Labelled id="page-title" label={texts.title}>
        <TypedText id="page-title" value={page.title} maxLength={200} required onCommit={set('title')} />
      </Labelled>
      <Labelled id="page-description" label={texts.pageDescription}>
        <TypedText
          id="page-description"
          value={page.description ?? ''}
          maxLength={2000}
          rows={3}
          onCommit={set('description')}
        />
      </Labelled>
      <Labelled id="page-key" label={texts.pageKey}>
        <TypedText id="page-key" value={page.key} maxLength={63} required onCommit={set('key')} />
      </Labelled>
      <Translations texts={mains} values={{ ...page }}>
        {(tag) => (
          <>
            <Labelled id={`page-title@${tag}`} label={words.translations.in(texts.title, nameOf(tag))}>
              <TypedText
                {...{ id: `page-title@${tag}`, lang: tag, placeholder: page.title, maxLength: 200 }}
                value={page[`title@${tag}`] ?? ''}
                onCommit={set(`title@${tag}`)}
              />
            </Labelled>
            {(page.description || page[`description@${tag}`]) && (
              <Labelled
                id={`page-description@${tag}`}
                label={words.translations.in(texts.pageDescription, nameOf(tag))}
              >
                <TypedText
                  {...{ id: `page-description@${tag}`, lang: tag, maxLength: 2000, rows: 3 }}
                  placeholder={page.description ?? ''}
                  value={page[`description@${tag}`] ?? ''}
                  onCommit={set(`description@${tag}`)}
                />
              </Labelled>
            )}
          </>
        )}
      </Translations>
      <div className="row group">
        <button type="button" disabled={index === 0} onClick={() => move(-1)}>
          {texts.moveLeft}
        </button>
        <button type="button" disabled={index === layout.pages.length - 1} onClick={() => move(1)}>
          {texts.moveRight}
        </button>
      </div>
      <button type="button" className="danger" onClick={remove}>
        {texts.removePage}
      </button>
      <p className="help">{texts.removePageHelp}</p>
    </Drawer>
  );
}
