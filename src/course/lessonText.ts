/** What a lesson says in one language, as data that a page can draw without trusting any HTML. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  /** A word of the glossary. */
  | { readonly kind: 'term'; readonly id: string; readonly children: readonly Inline[] };

export type Block =
  | { readonly kind: 'paragraph' | 'note'; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  /** A command that one click types into the terminal. */
  | { readonly kind: 'command'; readonly text: string }
  /** A file that one click writes into the home directory and opens in the editor. */
  | { readonly kind: 'file'; readonly path: string; readonly language: string; readonly text: string }
  /** Something to read: sample output, a snippet. */
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

export interface PredictionText {
  readonly question: string;
  readonly options: readonly string[];
  /** Shown once the learner has chosen. */
  readonly explanation: string;
}

export interface StepText {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly prediction?: PredictionText;
  /** A sentence for each condition, by its id. */
  readonly conditions: Readonly<Record<string, string>>;
  /** The ladder: what to look at, where, the command's shape with gaps. The solution is played, not printed. */
  readonly hints: readonly string[];
  /** A sentence for each mistake that the lesson knows, by its id. */
  readonly mistakes: Readonly<Record<string, string>>;
}

export interface LessonText {
  readonly title: string;
  readonly summary: string;
  readonly steps: readonly StepText[];
}
