import type { ComponentType } from 'react';
import type { ModelView } from '../../../store';

/** How a model is drawn, and which of its figures the table beside it has. */
export interface ModelPicture {
  readonly Picture: ComponentType<{ readonly model: ModelView }>;
  readonly figures: readonly { readonly name: string; readonly trouble?: true }[];
  /** Those that are said aloud when they change; none where the picture itself says what happened. */
  readonly said: readonly string[];
}
