import type { ITheme } from '@xterm/xterm';
import type { Theme } from '../useTheme';

/** xterm paints with colour values, not with custom properties: these are the tokens' values for each theme. */
export function terminalColors(theme: Theme): ITheme {
  return theme === 'dark' ? DARK : LIGHT;
}

const DARK: ITheme = {
  background: '#0b121a',
  foreground: '#c3cfda',
  cursor: '#56d3c3',
  cursorAccent: '#0b121a',
  selectionBackground: '#56d3c344',
  black: '#1a2837',
  red: '#ff8f91',
  green: '#7ddc9a',
  yellow: '#f3c25a',
  blue: '#82aeff',
  magenta: '#c0a2ff',
  cyan: '#56d3c3',
  white: '#c3cfda',
  brightBlack: '#7d90a3',
  brightRed: '#ffaaab',
  brightGreen: '#9be8b3',
  brightYellow: '#ffd98a',
  brightBlue: '#a5c5ff',
  brightMagenta: '#d5c0ff',
  brightCyan: '#8be6da',
  brightWhite: '#f4f8fb',
};

const LIGHT: ITheme = {
  background: '#f8fafb',
  foreground: '#33475a',
  cursor: '#0a7c70',
  cursorAccent: '#ffffff',
  selectionBackground: '#0a7c7038',
  black: '#14212c',
  red: '#bf2f33',
  green: '#15743d',
  yellow: '#8a5800',
  blue: '#2459c9',
  magenta: '#6c46c4',
  cyan: '#0a7c70',
  white: '#5f7181',
  brightBlack: '#5f7181',
  brightRed: '#d2484c',
  brightGreen: '#1f8a4c',
  brightYellow: '#a06800',
  brightBlue: '#3f6fd8',
  brightMagenta: '#825dd6',
  brightCyan: '#0d8f82',
  brightWhite: '#14212c',
};

/** The colour in which names of the cluster's objects are written, and the field behind the selected one. */
export const nameColors: Readonly<Record<Theme, { readonly name: string; readonly selected: string }>> = {
  dark: { name: '#82aeff', selected: '#1d4740' },
  light: { name: '#2459c9', selected: '#c9ebe6' },
};
