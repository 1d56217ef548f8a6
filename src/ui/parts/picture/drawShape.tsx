/** The shapes of the glossary's drawings, in the manner of the big picture: frames, pods, processes, ways. */
import type { ReactNode } from 'react';
import type { Shape } from '../../../store';
import styles from './TermPicture.module.css';

type Place = readonly number[];

export function drawShape(shape: Shape): ReactNode {
  return DRAWN[shape.shape](shape.at, shape);
}

const DRAWN: Readonly<Record<Shape['shape'], (at: Place, shape: Shape) => ReactNode>> = {
  box: ([x = 0, y = 0, width = 0, height = 0], { label, top }) => (
    <>
      <rect className={styles.area} x={x} y={y} width={width} height={height} rx={Math.min(6, height / 3)} />
      {label !== undefined && (
        <Word
          x={top === true ? x + 7 : x + width / 2}
          y={top === true ? y + 11 : y + height / 2 + 2.8}
          start={top === true}
        >
          {label}
        </Word>
      )}
    </>
  ),
  pod: ([x = 0, y = 0, width = 38], { label, look }) => (
    <>
      <rect className={styles.pod} x={x} y={y} width={width} height="16" rx="5.5" />
      {look === 'gone' ? (
        <path className={styles.mark} d={`M${x + 5.5} ${y + 5.5}l5 5m0-5l-5 5`} />
      ) : (
        <circle className={styles.dot} cx={x + 8} cy={y + 8} r="2.8" />
      )}
      {label === undefined ? (
        <path className={styles.stroke} d={`M${x + 15} ${y + 8}H${x + width - 7}`} />
      ) : (
        <Word x={x + 14.5} y={y + 10.8} start>
          {label}
        </Word>
      )}
    </>
  ),
  circle: ([x = 0, y = 0, radius = 0], { label }) => (
    <>
      <circle className={styles.area} cx={x} cy={y} r={radius} />
      {label !== undefined && (
        <Word x={x} y={y + 2.8}>
          {label}
        </Word>
      )}
    </>
  ),
  line: (at, { arrow }) => {
    const [x, y, angle] = endOf(at);
    return (
      <>
        <path className={styles.way} d={pathOf(at)} />
        {arrow === true && (
          <path
            className={styles.head}
            d="M-5.5-3.4L0 0L-5.5 3.4"
            transform={`translate(${x} ${y}) rotate(${angle})`}
          />
        )}
      </>
    );
  },
  text: ([x = 0, y = 0], { label }) => (
    <Word x={x} y={y}>
      {label}
    </Word>
  ),
  disk: ([x = 0, y = 0, width = 0, height = 0], { label }) => {
    const bend = Math.min(7, height / 4);
    return (
      <>
        <path
          className={styles.area}
          d={`M${x} ${y + bend}V${y + height - bend}a${width / 2} ${bend} 0 0 0 ${width} 0V${y + bend}`}
        />
        <ellipse className={styles.area} cx={x + width / 2} cy={y + bend} rx={width / 2} ry={bend} />
        {label !== undefined && (
          <Word x={x + width / 2} y={y + height / 2 + bend / 2 + 2.8}>
            {label}
          </Word>
        )}
      </>
    );
  },
  file: ([x = 0, y = 0, width = 0, height = 0], { lines = [] }) => (
    <>
      <path
        className={styles.area}
        d={`M${x + 4} ${y}h${width - 14}l10 10v${height - 14}a4 4 0 0 1-4 4h${8 - width}a4 4 0 0 1-4-4v${8 - height}a4 4 0 0 1 4-4z`}
      />
      <path className={styles.way} d={`M${x + width - 10} ${y}v10h10`} />
      {lines.map((line, index) => (
        <Word key={line} x={x + 6} y={y + height / 2 + 3 + (index - (lines.length - 1) / 2) * 14} start mono>
          {line}
        </Word>
      ))}
    </>
  ),
  layers: ([x = 0, y = 0, width = 0, count = 0]) =>
    Array.from({ length: count }, (_, index) => (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing does not change.
        key={index}
        className={styles.layer}
        data-top={index === 0}
        x={x}
        y={y + index * 9.5}
        width={width}
        height="7"
        rx="2.5"
      />
    )),
  tag: ([x = 0, y = 0], { label = '' }) => {
    const width = label.length * 4.3 + 10;
    return (
      <>
        <rect className={styles.tag} x={x - width / 2} y={y - 7} width={width} height="14" rx="7" />
        <Word x={x} y={y + 2.6} mono>
          {label}
        </Word>
      </>
    );
  },
  meter: ([x = 0, y = 0, width = 0], { value = 0 }) => (
    <>
      <rect className={styles.track} x={x} y={y} width={width} height="6" rx="3" />
      <rect className={styles.value} data-full={value > 0.8} x={x} y={y} width={width * value} height="6" rx="3" />
    </>
  ),
  tick: ([x = 0, y = 0]) => <path className={styles.tick} d={`M${x - 6} ${y}l4.5 4.5l8-9`} />,
  cross: ([x = 0, y = 0]) => <path className={styles.cross} d={`M${x - 5} ${y - 5}l10 10m0-10l-10 10`} />,
  loop: ([x = 0, y = 0, radius = 0]) => (
    <>
      <path className={styles.loop} d={`M${x - radius} ${y}a${radius} ${radius} 0 1 1 ${radius} ${radius}`} />
      <path className={styles.loop} d={`M${x + 6} ${y + radius - 6}L${x} ${y + radius}L${x + 6} ${y + radius + 6}`} />
    </>
  ),
};

interface WordProps {
  readonly x: number;
  readonly y: number;
  /** Begins at x instead of standing in the middle of it. */
  readonly start?: boolean;
  readonly mono?: boolean;
  readonly children: ReactNode;
}

function Word({ x, y, start = false, mono = false, children }: WordProps) {
  return (
    <text className={mono ? styles.code : styles.word} x={x} y={y} textAnchor={start ? 'start' : 'middle'}>
      {children}
    </text>
  );
}

function pathOf(at: Place): string {
  const points = Array.from({ length: at.length / 2 }, (_, index) => `${at[index * 2]} ${at[index * 2 + 1]}`);
  return `M${points.join('L')}`;
}

/** Where a way ends, and the direction in which it does, in degrees. */
function endOf(at: Place): readonly [x: number, y: number, angle: number] {
  const [fromX = 0, fromY = 0, x = 0, y = 0] = at.slice(-4);
  return [x, y, (Math.atan2(y - fromY, x - fromX) * 180) / Math.PI];
}
