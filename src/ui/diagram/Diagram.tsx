import '@xyflow/react/dist/base.css';
import { type Node, ReactFlow, ReactFlowProvider, useReactFlow, ViewportPortal } from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/useText';
import { CONTAINERS } from '../parts/dockerNames';
import { useMedia } from '../useMedia';
import { useActions, usePlayground } from '../usePlayground';
import styles from './Diagram.module.css';
import { useDockerKin } from './docker/useDockerKin';
import { Flights } from './flights/Flights';
import { GoalLayer } from './goal/GoalLayer';
import { type Goal, useGoal } from './goal/useGoal';
import type { Rect } from './graph/geometry';
import type { Shape } from './graph/layout';
import type { Scene } from './graph/scene';
import { familyOf } from './graph/workloads';
import { Lines } from './Lines';
import { nodeTypes } from './nodes/registry';
import { Outline } from './Outline';
import { Toolbar } from './Toolbar';
import { TrafficPanel } from './traffic/TrafficPanel';
import { useScene } from './useScene';
import { useUnfolded } from './useUnfolded';

/** Narrower than this, things stand below one another. */
const NARROW = 560;
/** Less wide than this for their height, windows get narrower boxes. */
const SQUARE = 1.85;
const SQUARE_ALONE = 2.15;
const NOBODY: ReadonlySet<string> = new Set();

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
  const canvas = useRef<HTMLDivElement>(null);
  const [system, setSystem] = useState(false);
  const [outline, setOutline] = useState(false);
  const [traffic, setTraffic] = useState(false);
  const [shape, setShape] = useState<Shape>(() => (window.innerWidth < NARROW ? 'tall' : 'wide'));
  const [snug, setSnug] = useState(false);
  const unfolded = useUnfolded();
  const scene = useScene({ system, shape, snug, unfolded: unfolded.shown });
  const actions = useActions();
  const selected = usePlayground(({ selection }) =>
    selection?.kind === 'object' ? `${selection.object.namespace}/${selection.object.name}` : undefined,
  );
  const container = usePlayground(({ selection }) =>
    selection?.kind === 'object' && selection.object.resource === CONTAINERS ? selection.object.uid : undefined,
  );
  const family = useFamily(scene);
  const kin = useDockerKin();
  const goal = useGoal();
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const nodes = useNodes(scene, goal);
  useFit(canvas, scene.bounds, scene.cluster ? SQUARE : SQUARE_ALONE, setShape, setSnug);
  return (
    <div className={styles.world} data-diagram>
      <div className={styles.canvas} ref={canvas}>
        {outline ? (
          <Outline scene={scene} goal={goal} />
        ) : (
          <ReactFlow
            nodes={nodes}
            edges={NO_EDGES}
            nodeTypes={nodeTypes}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            elementsSelectable={false}
            panOnScroll
            zoomOnDoubleClick={false}
            // Its keys would be taken from the editor, Space first.
            panActivationKeyCode={null}
            deleteKeyCode={null}
            selectionKeyCode={null}
            multiSelectionKeyCode={null}
            zoomActivationKeyCode={null}
            minZoom={0.15}
            maxZoom={2}
            onPaneClick={() => actions.select(undefined)}
            aria-label={scene.cluster ? t.diagram.label : t.docker.label}
            disableKeyboardA11y
          >
            <ViewportPortal>
              <div className={styles.under}>
                <Lines scene={scene} selected={selected} family={family} kin={kin} container={container} />
              </div>
              {goal.shown && <GoalLayer scene={scene} marks={goal.marks} />}
              <Flights scene={scene} reducedMotion={reducedMotion} />
            </ViewportPortal>
          </ReactFlow>
        )}
        {scene.cluster && traffic && <TrafficPanel onClose={() => setTraffic(false)} />}
      </div>
      <Toolbar
        scene={scene}
        system={system}
        onSystem={setSystem}
        docker={unfolded}
        goal={goal}
        outline={outline}
        onOutline={setOutline}
        traffic={traffic}
        onTraffic={setTraffic}
      />
    </div>
  );
}

const NO_EDGES: never[] = [];

/** What belongs together with the selected object. */
function useFamily(scene: Scene): ReadonlySet<string> {
  const actions = useActions();
  const uid = usePlayground(({ selection }) => (selection?.kind === 'object' ? (selection.object.uid ?? '') : ''));
  // the scene changes whenever pods and their owners do
  return useMemo(
    () => (uid === '' || scene.workloads.length === 0 ? NOBODY : familyOf(actions.getState().objects, uid)),
    [actions, uid, scene],
  );
}

/** Shows everything at first, and again when the picture or its window gets another size; a tall one by its width. */
function useFit(
  canvas: RefObject<HTMLDivElement | null>,
  bounds: Rect,
  square: number,
  onShape: (shape: Shape) => void,
  onSnug: (snug: boolean) => void,
): void {
  const flow = useReactFlow();
  const { width, height } = bounds;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const fit = () => {
      const { clientWidth, clientHeight } = element;
      if (clientWidth === 0 || clientHeight === 0) return;
      onShape(clientWidth < NARROW ? 'tall' : 'wide');
      onSnug(clientWidth < square * clientHeight);
      if (clientWidth < NARROW) {
        const zoom = Math.min(1.25, clientWidth / width);
        void flow.setViewport({ x: (clientWidth - width * zoom) / 2, y: 0, zoom });
      } else void flow.fitBounds({ x: 0, y: 0, width, height }, { padding: 0 });
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, flow, width, height, square, onShape, onSnug]);
}

/** React Flow's nodes; one whose content is the same stays the very same object, and isn't drawn again. */
function useNodes(scene: Scene, { shown, marks }: Goal): Node[] {
  // a ghost stands where it is said that there is nothing
  const wanted = shown && marks.some(({ state, kind }) => state === 'missing' && kind === 'Service');
  const memory = useRef(new Map<string, Node>());
  return useMemo(() => {
    const before = memory.current;
    const nodes = toNodes(scene, wanted).map((node) => {
      const old = before.get(node.id);
      return old !== undefined && sameNode(old, node) ? old : node;
    });
    memory.current = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  }, [scene, wanted]);
}

function sameNode(a: Node, b: Node): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    Object.keys(b.data).every((key) => a.data[key] === b.data[key])
  );
}

function toNodes(scene: Scene, wanted: boolean): Node[] {
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
  const { band, workloads, moreWorkloads, pending, morePending, services, balancers, parts, density, docker } = scene;
  const host =
    docker === undefined
      ? []
      : [
          box('docker', 'docker', docker.region, { scene: docker }),
          box('registry', 'registry', docker.registry, { scene: docker }),
        ];
  if (!scene.cluster) return host;
  return [
    ...host,
    box('laptop', 'laptop', scene.laptop, { rect: scene.laptop, parts }),
    box('control-plane', 'controlPlane', scene.controlPlane, { rect: scene.controlPlane, parts }),
    box('outside', 'outside', scene.outside, { rect: scene.outside, services, balancers, wanted }),
    box('band', 'band', band, { band, workloads, moreWorkloads, pending, morePending }),
    ...scene.nodes.map((node) => box(`node/${node.name}`, 'machine', node.rect, { box: node, density })),
  ];
}
