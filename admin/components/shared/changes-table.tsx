import { type ChangedValue, text } from './changes.js';
import { words } from './words.js';

const texts = words.audit;

/** Before and after, side by side, whatever of the two there is. */
export function ChangesTable({ changes }: { changes: ChangedValue[] }) {
  return (
    <div className="wide">
      <table className="changes">
        <thead>
          <tr>
            <th scope="col">{texts.what}</th>
            <th scope="col">{texts.before}</th>
            <th scope="col">{texts.after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ name, was, is }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="was" dir="auto">
                {text(was)}
              </td>
              <td className="is" dir="auto">
                {text(is)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
