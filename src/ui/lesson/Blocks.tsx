import type { Block, Inline } from '../../course/lessonText';
import { useText } from '../i18n/useText';
import styles from './Blocks.module.css';
import { CommandCard } from './CommandCard';
import { FileCard } from './FileCard';
import { Term } from './Term';

/** What a lesson says, as React nodes: the text is data and never becomes HTML. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text have no other identity.
  return blocks.map((block, index) => <OneBlock key={index} block={block} />);
}

function OneBlock({ block }: { readonly block: Block }) {
  const { t } = useText();
  if (block.kind === 'command') return <CommandCard text={block.text} />;
  if (block.kind === 'file') return <FileCard path={block.path} text={block.text} />;
  if (block.kind === 'code') {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line must be reachable with the arrow keys.
      <pre className={styles.code} tabIndex={0}>
        <code>{block.text}</code>
      </pre>
    );
  }
  if (block.kind === 'list') {
    const List = block.ordered ? 'ol' : 'ul';
    return (
      <List className={block.ordered ? styles.ordered : styles.list}>
        {block.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text have no other identity.
          <li key={index}>
            <Inlines of={item} />
          </li>
        ))}
      </List>
    );
  }
  if (block.kind === 'note') {
    return (
      <p className={styles.note}>
        <span className={styles.noteMark} aria-hidden="true" />
        <span className="visually-hidden">{t.lesson.note}: </span>
        <Inlines of={block.children} />
      </p>
    );
  }
  return (
    <p className={styles.paragraph}>
      <Inlines of={block.children} />
    </p>
  );
}

function Inlines({ of }: { readonly of: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity.
  return of.map((inline, index) => <OneInline key={index} inline={inline} />);
}

/** Text in which a name with hyphens (`worker-2`) is not broken at the end of a line. */
function Plain({ text }: { readonly text: string }) {
  return text.split(/(\b[a-z0-9]+(?:-[a-z0-9]+)*-\d+\b)/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity.
      <span key={index} className={styles.name}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

function OneInline({ inline }: { readonly inline: Inline }) {
  if ('text' in inline) {
    return inline.kind === 'code' ? (
      <code className={styles.inlineCode}>{inline.text}</code>
    ) : (
      <Plain text={inline.text} />
    );
  }
  if (inline.kind === 'strong') {
    return (
      <strong>
        <Inlines of={inline.children} />
      </strong>
    );
  }
  if (inline.kind === 'term') {
    return (
      <Term id={inline.id}>
        <Inlines of={inline.children} />
      </Term>
    );
  }
  return (
    <em>
      <Inlines of={inline.children} />
    </em>
  );
}
