import '@xyflow/react/dist/base.css';
import { type Node, ReactFlow, ReactFlowProvider, useReactFlow, ViewportPortal } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useText } from '../i18n/useText';
import { useMedia } from '../useMedia';
import { useActions, usePlayground } from '../usePlayground';
import styles from './Diagram.module.css';
import { Flights } from './flights/Flights';
import type { Rect } from './graph/geometry';
import type { Scene } from './graph/scene';
import { Lines } from './Lines';
import { nodeTypes } from './nodes/registry';
import { Outline } from './Outline';
import { Toolbar } from './Toolbar';
import { useScene } from './useScene';

/** The world as a picture: made from the cluster's objects and its trace, and from nothing else. */
export function Diagram() {
  return (
    <ReactFlowProvider>
      <World />
    </ReactFlowProvider>
  );
}

function World() {
  const { t } = useText();
  const [system, setSystem] = useState(false);
  const [outline, setOutline] = useState(false);
  const scene = useScene(system);
  const actions = useActions();
  const selected = usePlayground(({ selection }) =>
    selection?.kind === 'object' ? `${selection.object.namespace}/${selection.object.name}` : undefined,
  );
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const nodes = useMemo(() => toNodes(scene), [scene]);
  const { width, height } = scene.bounds;
  useFit(width, height);
  return (
    <div className={styles.world} data-diagram>
      <Toolbar scene={scene} system={system} onSystem={setSystem} outline={outline} onOutline={setOutline} />
      {outline ? (
        <Outline scene={scene} />
      ) : (
        <ReactFlow
          nodes={nodes}
          edges={[]}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          elementsSelectable={false}
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={0.15}
          maxZoom={2}
          onPaneClick={() => actions.select(undefined)}
          aria-label={t.diagram.label}
          disableKeyboardA11y
        >
          <ViewportPortal>
            <div className={styles.under}>
              <Lines scene={scene} selected={selected} />
            </div>
            <Flights scene={scene} reducedMotion={reducedMotion} />
          </ViewportPortal>
        </ReactFlow>
      )}
    </div>
  );
}

/** Shows everything at first, and again when the picture or its window gets another size. */
function useFit(width: number, height: number): void {
  const flow = useReactFlow();
  useEffect(() => {
    const element = document.querySelector('[data-diagram] .react-flow');
    if (element === null) return;
    const fit = () => void flow.fitBounds({ x: 8, y: 8, width: width - 16, height: height + 24 }, { padding: 0 });
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [flow, width, height]);
}

function toNodes(scene: Scene): Node[] {
  const box = (id: string, type: string, rect: Rect, data: Record<string, unknown>): Node => ({
    id,
    type,
    position: { x: rect.x, y: rect.y },
    width: rect.width,
    height: rect.height,
    measured: { width: rect.width, height: rect.height },
    data,
    draggable: false,
    selectable: false,
  });
  return [
    box('laptop', 'laptop', scene.laptop, { scene }),
    box('control-plane', 'controlPlane', scene.controlPlane, { scene }),
    box('outside', 'outside', scene.outside, { scene }),
    box('waiting', 'waiting', scene.waiting, { scene }),
    ...scene.nodes.map((node) =>
      box(`node/${node.name}`, 'machine', node.rect, { box: node, density: scene.density, parts: scene.parts }),
    ),
  ];
}
