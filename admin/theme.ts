import { combineStyles } from '@adminjs/design-system';
import { colourOf, type colours, type Look } from './colours.js';

type Colour = keyof typeof colours;

/** AdminJS's names for colours, and which of ours each is. It computes with some, so they can't be custom properties. */
const roles: Record<string, Colour> = {
  primary100: 'main',
  primary80: 'main-strong',
  primary60: 'main-mid',
  primary40: 'main-pale',
  primary20: 'main-soft',
  accent: 'line-begun',
  grey100: 'text',
  grey80: 'label',
  // AdminJS's own grey is too faint for the labels it is used for.
  grey60: 'muted',
  grey40: 'edge',
  grey20: 'tint',
  white: 'on-main',
  black: 'text',
  text: 'text',
  bg: 'ground',
  container: 'surface',
  sidebar: 'surface',
  filterBg: 'surface',
  border: 'line',
  inputBorder: 'edge',
  separator: 'line-strong',
  highlight: 'tint',
  love: 'main',
  error: 'danger',
  errorDark: 'bad-text',
  errorLight: 'bad',
  success: 'good-text',
  successDark: 'good-text',
  successLight: 'good',
  warning: 'busy-text',
  warningDark: 'busy-text',
  warningLight: 'busy',
  info: 'main',
  infoDark: 'main-strong',
  infoLight: 'main-soft',
};

/** AdminJS's theme in our colours and the system's own typeface. */
function themeOf(look: Look) {
  const colors = Object.fromEntries(Object.entries(roles).map(([role, name]) => [role, colourOf(name, look)]));
  const line = `1px solid ${colors.border}`;
  const shadow = `0 4px 16px ${colourOf('shadow', look)}`;
  return combineStyles({
    colors,
    borders: { input: line, filterInput: line, bg: `1px solid ${colors.bg}`, default: line },
    shadows: {
      login: shadow,
      card: shadow,
      cardHover: shadow,
      drawer: shadow,
      inputFocus: 'none',
      buttonFocus: 'none',
    },
    font: "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif",
  } as never);
}

export const themes = { light: themeOf('light'), dark: themeOf('dark') };
