/** Our colours and the system's own typeface, over AdminJS's theme. All text on its ground has at least 4.5 : 1. */
export const theme = {
  colors: {
    primary100: '#0f6b5c',
    primary80: '#2c8375',
    primary60: '#5ea79b',
    primary40: '#a6d0c8',
    primary20: '#e0f0ed',
    accent: '#7a4b1e',
    grey100: '#17211f',
    grey80: '#3d4a47',
    // AdminJS's own grey is too faint for the labels it is used for.
    grey60: '#5c6865',
    text: '#17211f',
    bg: '#f6f7f5',
    border: '#e2e6e3',
    inputBorder: '#8d9a96',
    highlight: '#eef3f1',
    love: '#0f6b5c',
    info: '#0f6b5c',
    infoLight: '#e0f0ed',
  },
  font: "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif",
};
