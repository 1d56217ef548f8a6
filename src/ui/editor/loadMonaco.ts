import type { Language } from '../../store';
import type { Monaco } from './monaco';

/** Loads Monaco with its own words in the page's language and with the schema of everything that the cluster serves. */
export async function loadMonaco(language: Language): Promise<Monaco> {
  // Its words must be there before its first module runs; a later switch of language needs a reload for them.
  if (language === 'ko') await import('monaco-editor/nls/lang/ko');
  const [{ startMonaco }, { manifestSchema }] = await Promise.all([import('./monaco'), import('./manifestSchema')]);
  return startMonaco(manifestSchema());
}
