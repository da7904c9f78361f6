/**
 * Every colour of the back office, in its light and its dark look. The build makes custom properties of them, `--ground`
 * and so on, which all our styles use; theme.ts hands the same ones to AdminJS. All text on its ground has at least 4.5 : 1,
 * what one must see to use something at least 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const colours = {
  /** Behind everything. */
  ground: ['#f6f7f5', '#0f1413'],
  /** Cards, bars, inputs. */
  surface: ['#ffffff', '#18201e'],
  /** What stands back a little on a surface: columns, chips, a row under the pointer. */
  tint: ['#eef3f1', '#232e2b'],
  text: ['#17211f', '#e8eeec'],
  label: ['#3d4a47', '#c5cfcc'],
  muted: ['#586461', '#a3b1ad'],
  line: ['#e2e6e3', '#313c39'],
  'line-faint': ['#eef1ef', '#27312e'],
  'line-strong': ['#c9d2ce', '#44514d'],
  /** Around what one can type into or press. */
  edge: ['#81908b', '#7d8d88'],
  /** Links, the main button, focus. */
  main: ['#0f6b5c', '#5fc9b4'],
  'main-strong': ['#0b5347', '#86dccb'],
  'on-main': ['#ffffff', '#05201a'],
  'main-soft': ['#e0f0ed', '#173832'],
  'main-pale': ['#a6d0c8', '#2d6d60'],
  'main-mid': ['#5ea79b', '#42917f'],
  good: ['#dff1e6', '#15362a'],
  'good-text': ['#11582f', '#8fe0b1'],
  'good-line': ['#b9dfca', '#2a5f48'],
  'good-faint': ['#f0f8f3', '#14291f'],
  busy: ['#fdf0d8', '#3a2c0e'],
  'busy-text': ['#6d4404', '#f3d08c'],
  'busy-line': ['#e5c88f', '#6e5423'],
  bad: ['#fbeaec', '#3c1b1f'],
  'bad-text': ['#8c0613', '#ffb3b8'],
  'bad-line': ['#efc3c8', '#77343b'],
  'bad-faint': ['#fbf3f4', '#2c191b'],
  /** A word or an edge that says what is wrong, or dangerous. */
  danger: ['#9d0616', '#ff9ba1'],
  'step-here': ['#b56d00', '#e0a24b'],
  'line-begun': ['#7a4b1e', '#dca774'],
  'line-registered': ['#2b5fa8', '#8bb8f2'],
  shadow: ['rgb(23 33 31 / 0.16)', 'rgb(0 0 0 / 0.55)'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Look = 'light' | 'dark';

/** The one colour of a pair that a look has. */
export const colourOf = (name: keyof typeof colours, look: Look): string => colours[name][look === 'light' ? 0 : 1];

/** The colours as a sheet: those the system asks for, unless the page says which look was chosen (`data-look`). */
export function colourSheet(): string {
  const properties = Object.entries(colours).map(
    ([name, [light, dark]]) => `  --${name}: light-dark(${light}, ${dark});`,
  );
  return `:root {
  color-scheme: light dark;
${properties.join('\n')}
}
:root[data-look="light"] {
  color-scheme: light;
}
:root[data-look="dark"] {
  color-scheme: dark;
}
@media print {
  :root:root {
    color-scheme: light;
  }
}
`;
}
