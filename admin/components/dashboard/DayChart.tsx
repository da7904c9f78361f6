import { useId } from 'react';
import { count, type Day, dayText, type Told, texts } from './told.js';

const lines = ['registrations', 'started', 'completed'] as const;
const width = 760;
const height = 220;
const margin = { top: 14, right: 12, bottom: 26, left: 44 };
const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };

interface Props {
  days: Day[];
  versions: NonNullable<Told['flow']>['versions'];
}

/** Where a mark's name stands: at its right, or at its left where the chart ends. */
const besides = (at: number) =>
  at > width - margin.right - 30 ? ({ x: at - 3, textAnchor: 'end' } as const) : { x: at + 3 };

/** Three lines over the days of a range, with a mark where a version was published. The table behind it says the same. */
export function DayChart({ days, versions }: Props) {
  const titleId = useId();
  const most = topOf(Math.max(...days.flatMap((day) => lines.map((line) => day[line]))));
  const x = (index: number) =>
    margin.left + (days.length === 1 ? inner.width / 2 : (index / (days.length - 1)) * inner.width);
  const y = (value: number) => margin.top + inner.height * (1 - value / most);
  const marks = versions
    .map(({ number, day }) => ({ number, index: days.findIndex((each) => each.day === day) }))
    .filter(({ index }) => index >= 0);
  return (
    <figure className="chart">
      <ul className="legend" aria-hidden="true">
        {lines.map((line) => (
          <li key={line} className={line}>
            {texts[line]}
          </li>
        ))}
      </ul>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={titleId}>
        <title id={titleId}>{summary(days)}</title>
        {[0, most / 2, most].map((value) => (
          <g key={value} className="grid">
            <line x1={margin.left} x2={width - margin.right} y1={y(value)} y2={y(value)} />
            <text x={margin.left - 6} y={y(value) + 4} textAnchor="end">
              {count(value)}
            </text>
          </g>
        ))}
        {marks.map(({ number, index }) => (
          <g key={number} className="mark">
            <line x1={x(index)} x2={x(index)} y1={margin.top} y2={height - margin.bottom} />
            <text {...besides(x(index))} y={margin.top + 8}>
              v{number}
            </text>
            <title>{texts.published(number)}</title>
          </g>
        ))}
        {lines.map((line) => (
          <polyline
            key={line}
            className={line}
            points={days.map((day, index) => `${x(index)},${y(day[line])}`).join(' ')}
          />
        ))}
        <text className="edge" x={margin.left} y={height - 8}>
          {dayText(days[0]?.day ?? '')}
        </text>
        <text className="edge" x={width - margin.right} y={height - 8} textAnchor="end">
          {dayText(days.at(-1)?.day ?? '')}
        </text>
      </svg>
      <details>
        <summary>{texts.table}</summary>
        <DayTable days={days} versions={versions} />
      </details>
    </figure>
  );
}

function DayTable({ days, versions }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the arrow keys.
    <section className="scrolled" aria-label={texts.days} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.day}</th>
            {lines.map((line) => (
              <th key={line} scope="col" className="figure">
                {texts[line]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">
                {dayText(day.day)}
                {versions
                  .filter((each) => each.day === day.day)
                  .map(({ number }) => (
                    <span key={number} className="pill">
                      {texts.published(number)}
                    </span>
                  ))}
              </th>
              {lines.map((line) => (
                <td key={line} className="figure">
                  {count(day[line])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The top of the scale: 1, 2 or 5 times a power of ten, and even, so that its half is whole. */
function topOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return Math.max(2, [1, 2, 4, 6, 10].map((step) => step * power).find((value) => value >= most) ?? most);
}

function summary(days: Day[]): string {
  const total = (line: (typeof lines)[number]) => count(days.reduce((sum, day) => sum + day[line], 0));
  return lines.map((line) => `${texts[line]}: ${total(line)}`).join('. ');
}
