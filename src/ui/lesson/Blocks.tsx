import type { Block, Inline } from '../../course/lessonText';
import { useText } from '../i18n/useText';
import styles from './Blocks.module.css';
import { CommandCard } from './CommandCard';
import { FileCard } from './FileCard';

/** What a lesson says, as React nodes: the text is data and never becomes HTML. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return blocks.map((block, index) => <OneBlock key={`${index}-${block.kind}`} block={block} />);
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
          <li key={`${index}-${item.length}`}>
            <Inlines children={item} />
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
        <Inlines children={block.children} />
      </p>
    );
  }
  return (
    <p className={styles.paragraph}>
      <Inlines children={block.children} />
    </p>
  );
}

function Inlines({ children }: { readonly children: readonly Inline[] }) {
  return children.map((inline, index) => <OneInline key={`${index}-${inline.kind}`} inline={inline} />);
}

function OneInline({ inline }: { readonly inline: Inline }) {
  if (inline.kind === 'text') return inline.text;
  if (inline.kind === 'code') return <code className={styles.inlineCode}>{inline.text}</code>;
  if (inline.kind === 'strong') {
    return (
      <strong>
        <Inlines children={inline.children} />
      </strong>
    );
  }
  if (inline.kind === 'term') {
    return (
      <dfn className={styles.term}>
        <Inlines children={inline.children} />
      </dfn>
    );
  }
  return (
    <em>
      <Inlines children={inline.children} />
    </em>
  );
}
