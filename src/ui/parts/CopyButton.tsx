import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { IconButton } from './IconButton';

const SHOWN = 1600;

/** Puts a text on the clipboard and says so for a moment. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    // Without permission (an insecure origin, an embed) nothing is copied, and nothing claims that it was.
    await navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  }
  return (
    <IconButton label={copied ? t.lesson.copied : (label ?? fill(t.lesson.copyText, { text }))} onClick={copy}>
      {copied ? <Check size={15} color="var(--accent)" /> : <Copy size={15} />}
    </IconButton>
  );
}
