import type { editor } from 'monaco-editor/editor';

/** Monaco's themes in the page's colours; it takes colour values only, so the tokens are repeated here. */
export function defineThemes(api: typeof editor): void {
  api.defineTheme('kubarium-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: rules({ key: '82aeff', value: 'c3cfda', number: '56d3c3', comment: '7d90a3', punctuation: '7d90a3' }),
    colors: colors({
      background: '#0b121a',
      raised: '#141f2c',
      ink: '#e8eef4',
      ink3: '#7d90a3',
      line: '#ffffff14',
      accent: '#56d3c3',
      bad: '#ff8f91',
      move: '#ffc46b',
    }),
  });
  api.defineTheme('kubarium-light', {
    base: 'vs',
    inherit: true,
    rules: rules({ key: '2459c9', value: '33475a', number: '0a7c70', comment: '5f7181', punctuation: '5f7181' }),
    colors: colors({
      background: '#f8fafb',
      raised: '#ffffff',
      ink: '#14212c',
      ink3: '#5f7181',
      line: '#0b223418',
      accent: '#0a7c70',
      bad: '#bf2f33',
      move: '#a35c00',
    }),
  });
}

interface SyntaxColors {
  readonly key: string;
  readonly value: string;
  readonly number: string;
  readonly comment: string;
  readonly punctuation: string;
}

function rules({ key, value, number, comment, punctuation }: SyntaxColors): editor.ITokenThemeRule[] {
  return [
    { token: '', foreground: value },
    { token: 'type', foreground: key },
    { token: 'tag', foreground: key },
    { token: 'keyword', foreground: number },
    { token: 'number', foreground: number },
    { token: 'string', foreground: value },
    { token: 'comment', foreground: comment, fontStyle: 'italic' },
    { token: 'operators', foreground: punctuation },
    { token: 'delimiter', foreground: punctuation },
  ];
}

interface SurfaceColors {
  readonly background: string;
  readonly raised: string;
  readonly ink: string;
  readonly ink3: string;
  readonly line: string;
  readonly accent: string;
  readonly bad: string;
  readonly move: string;
}

function colors({ background, raised, ink, ink3, line, accent, bad, move }: SurfaceColors): editor.IColors {
  return {
    'editor.background': background,
    'editor.foreground': ink,
    'editorGutter.background': background,
    'editorLineNumber.foreground': ink3,
    'editorLineNumber.activeForeground': ink,
    'editorCursor.foreground': accent,
    'editor.selectionBackground': `${accent}3d`,
    'editor.inactiveSelectionBackground': `${accent}22`,
    'editor.lineHighlightBackground': `${accent}0d`,
    'editor.lineHighlightBorder': '#00000000',
    'editorIndentGuide.background1': line,
    'editorIndentGuide.activeBackground1': `${ink3}80`,
    'editorWidget.background': raised,
    'editorWidget.border': line,
    'editorSuggestWidget.background': raised,
    'editorSuggestWidget.selectedBackground': `${accent}2b`,
    'editorSuggestWidget.selectedForeground': ink,
    'editorHoverWidget.background': raised,
    'editorHoverWidget.border': line,
    'editorError.foreground': bad,
    'editorWarning.foreground': move,
    'input.background': background,
    focusBorder: accent,
    'scrollbarSlider.background': line,
    'scrollbar.shadow': '#00000000',
    'editorOverviewRuler.border': '#00000000',
  };
}
