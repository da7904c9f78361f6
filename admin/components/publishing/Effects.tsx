import type { Effect } from '../../../src/domain/effects.js';
import { say } from './texts.js';

/** How many are in the middle of it, and what a new version is to them. */
export function Effects({ effect }: { effect: Effect }) {
  const { inProgress, isMore, versions, passed, losing } = effect;
  return (
    <section className="card" aria-label={say.effect}>
      <h3>{say.effect}</h3>
      {inProgress === 0 ? (
        <p>{say.nobody}</p>
      ) : (
        <ul className="dotted">
          <li>
            <strong>{say.inProgress(inProgress, versions)}</strong> {isMore && say.more(inProgress)}
          </li>
          <li>{say.passed(passed)}</li>
          <li>{say.losing(losing.count, losing.fields)}</li>
        </ul>
      )}
    </section>
  );
}

export type Choice = 'stay' | 'carry_over';

interface Props {
  effect: Effect;
  next: number;
  choice: Choice;
  onChoose(choice: Choice): void;
}

/** What becomes of those in progress: nothing, unless somebody wants it otherwise. */
export function Choices({ effect, next, choice, onChoose }: Props) {
  const { tried, unfit, fields, reopened, regained } = effect.carried;
  const told = [
    ...[say.carryHelp, say.unfit(unfit, fields), say.reopened(reopened), say.regained(regained)],
    tried < effect.inProgress || effect.isMore ? say.tried(tried) : '',
  ];
  const options: [Choice, string, string[]][] = [
    ['stay', say.stay, [say.stayHelp]],
    ['carry_over', say.carry(next), told.filter(Boolean)],
  ];
  return (
    <fieldset className="card choices">
      <legend>{say.choice}</legend>
      {options.map(([value, label, help]) => (
        <div className="choice" key={value}>
          <label className="tick">
            <input
              type="radio"
              name="in_progress"
              value={value}
              checked={choice === value}
              aria-describedby={`${value}-help`}
              onChange={() => onChoose(value)}
            />
            {label}
          </label>
          <div className="help" id={`${value}-help`}>
            {help.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
