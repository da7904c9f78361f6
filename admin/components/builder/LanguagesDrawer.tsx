import { Labelled } from '../shared/labelled.js';
import { words } from '../shared/words.js';
import { AddLanguage, LanguageSelect } from './AddLanguage.js';
import { useTools } from './context.js';
import { Drawer } from './Drawer.js';
import { TypedText } from './TypedText.js';
import { languagesOf, nameOf, saidIn } from './translating.js';

const say = words.translations;

/** The languages a flow is offered in, how complete each is, and the flow's title in each. */
export function LanguagesDrawer() {
  const { bench, state, focus } = useTools();
  const { layout, board } = state;
  const main = String(layout.flow.language);
  const languages = languagesOf(layout);
  const change = (to: object) => {
    const from = Object.fromEntries(Object.keys(to).map((key) => [key, layout.flow[key] ?? null]));
    bench.act(words.builder.changes.changed(say.title), [{ op: 'flow', from, to: { ...to } }]);
  };
  const offer = (tag: string) => {
    change({ languages: [...languages, tag] });
    bench.say(say.added(nameOf(tag)));
    focus(`language-${tag}`);
  };
  const takeOff = (tag: string) => {
    change({ languages: languages.filter((other) => other !== tag) });
    bench.say(say.removed(nameOf(tag)));
    focus('add-language');
  };
  const missing = (tag: string) => board.gaps.find(({ language }) => language === tag)?.missing;
  return (
    <Drawer title={say.title} from="languages">
      <Labelled id="main-language" label={say.main} help={say.mainHelp}>
        <LanguageSelect
          id="main-language"
          value={main}
          without={[]}
          onChoose={(tag) => change({ language: tag, languages: languages.filter((other) => other !== tag) })}
        />
      </Labelled>
      <h3>{say.others}</h3>
      {!languages.length && <p className="muted group">{say.none}</p>}
      <ul className="languages">
        {languages.map((tag) => (
          <li key={tag} className="group">
            <div className="row">
              <strong className="grow" tabIndex={-1} data-focus={`language-${tag}`}>
                {nameOf(tag)}{' '}
                <span className={missing(tag) ? 'lacking' : 'muted'}>{say.missing(missing(tag) ?? 0)}</span>
              </strong>
              <button type="button" onClick={() => takeOff(tag)}>
                {say.remove(nameOf(tag))}
              </button>
            </div>
            <Labelled id={`title@${tag}`} label={say.in(words.builder.titleOfFlow, nameOf(tag))}>
              <TypedText
                id={`title@${tag}`}
                lang={tag}
                placeholder={layout.title}
                value={saidIn(layout.flow, 'title', tag)}
                maxLength={200}
                onCommit={(from, to) =>
                  bench.act(words.builder.changes.changed(words.builder.titleOfFlow), [
                    { op: 'flow', from: { [`title@${tag}`]: from || null }, to: { [`title@${tag}`]: to || null } },
                  ])
                }
              />
            </Labelled>
          </li>
        ))}
      </ul>
      {languages.length > 0 && <p className="help group">{say.removeHelp}</p>}
      <AddLanguage without={[main, ...languages]} onAdd={offer} />
    </Drawer>
  );
}
