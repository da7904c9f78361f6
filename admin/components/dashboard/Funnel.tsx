import { count, duration, share, type Told, texts } from './told.js';

/** Each page with how many came to it, saved it and left there: a table whose first figure has a bar behind it. */
export function Funnel({ flow }: { flow: NonNullable<Told['flow']> }) {
  if (flow.version === null) return <p className="muted">{texts.unpublished}</p>;
  return (
    <section>
      <h3>{texts.funnel(flow.version)}</h3>
      {flow.started === 0 ? (
        <p className="muted">{texts.nobody}</p>
      ) : (
        <>
          <p>{texts.outcome(flow.started, count(flow.completed), share(flow.completed, flow.started))}</p>
          <Pages flow={flow} />
          {flow.isSampled && <p className="muted">{texts.sampled}</p>}
        </>
      )}
    </section>
  );
}

function Pages({ flow }: { flow: NonNullable<Told['flow']> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the arrow keys.
    <section className="scrolled" aria-label={texts.funnel(flow.version ?? 0)} tabIndex={0}>
      <table className="funnel">
        <thead>
          <tr>
            <th scope="col">{texts.page}</th>
            <th scope="col">{texts.shown}</th>
            {[texts.saved, texts.left, texts.median].map((text) => (
              <th key={text} scope="col" className="figure">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flow.pages.map(({ key, title, shown, saved, median_s }) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              <td>
                <span className="portion">
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect width="100" height="10" className="whole" />
                    <rect width={(100 * shown) / Math.max(1, flow.started)} height="10" className="shown" />
                    <rect width={(100 * saved) / Math.max(1, flow.started)} height="10" className="saved" />
                  </svg>
                  {count(shown)}
                </span>
              </td>
              <td className="figure">
                {count(saved)} <span className="muted">{share(saved, shown)}</span>
              </td>
              <td className="figure">
                {count(shown - saved)} <span className="muted">{share(shown - saved, shown)}</span>
              </td>
              <td className="figure">{duration(median_s)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
