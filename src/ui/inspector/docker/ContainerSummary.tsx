import type { ContainerDetail } from '../../../store/docker/containerDetail';
import { sayAge } from '../../i18n/duration';
import type { Dictionary } from '../../i18n/en';
import { fill, fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { imageName, networkName, shortId } from '../../parts/dockerNames';
import { usePlayground } from '../../usePlayground';
import { Facts } from '../Facts';
import { ObjectLink } from '../ObjectLink';
import styles from './Docker.module.css';

interface ContainerSummaryProps {
  readonly detail: ContainerDetail;
  readonly machine: string;
}

/** What there is to know about a container at a glance. */
export function ContainerSummary({ detail, machine }: ContainerSummaryProps) {
  const { t } = useText();
  const words = t.docker.inspect;
  const trouble = troubleOf(t, detail);
  return (
    <>
      {trouble !== undefined && <p className={styles.trouble}>{trouble}</p>}
      {detail.error !== '' && <p className={styles.trouble}>{detail.error}</p>}
      <Facts
        facts={[
          { label: words.command, value: <code>{detail.command}</code> },
          { label: words.image, value: <Image detail={detail} machine={machine} /> },
          { label: t.inspector.ports, value: <Ports detail={detail} /> },
          { label: words.started, value: detail.startedAt && <Since at={detail.startedAt} /> },
          { label: words.ended, value: detail.finishedAt && <Since at={detail.finishedAt} /> },
          { label: words.id, value: <code>{shortId(detail.id)}</code> },
          { label: words.hostname, value: detail.hostname },
          { label: words.user, value: detail.user },
          { label: words.directory, value: <code>{detail.workingDirectory}</code> },
          { label: words.restart, value: detail.restartPolicy },
          { label: words.restarts, value: detail.restarts > 0 ? detail.restarts : undefined },
        ]}
      />
      <Interfaces detail={detail} machine={machine} />
      {detail.environment.length > 0 && (
        <Facts title={words.environment} facts={detail.environment.map((line) => variable(line))} />
      )}
    </>
  );
}

function variable(line: string) {
  const at = line.indexOf('=');
  return { label: line.slice(0, at), value: <code>{line.slice(at + 1)}</code> };
}

/** What went wrong, in plain words. */
function troubleOf(t: Dictionary, { processes, outOfMemory, exitCode }: ContainerDetail): string | undefined {
  const words = t.docker.inspect;
  if (processes.some(({ state }) => state === 'hung')) return words.hung;
  if (outOfMemory) return words.outOfMemory;
  if (exitCode === 134) return words.heapFull;
  return exitCode === 137 ? words.killed : undefined;
}

function Image({ detail, machine }: ContainerSummaryProps) {
  const { t, language } = useText();
  const image = usePlayground(({ docker }) =>
    machine === 'laptop' ? docker?.images.find(({ id }) => id === detail.imageId) : undefined,
  );
  const size = sizeText(detail.layers.reduce((sum, { bytes }) => sum + bytes, 0));
  return (
    <>
      {image === undefined ? detail.image : <ObjectLink object={imageName(image)}>{detail.image}</ObjectLink>}
      {detail.layers.length > 0 && (
        <small className={styles.small}>
          {fillCount(language, t.docker.layers, detail.layers.length)} · {size}
        </small>
      )}
    </>
  );
}

function Ports({ detail }: { readonly detail: ContainerDetail }) {
  const { t } = useText();
  const { port, exposed } = t.docker.inspect;
  if (detail.ports.length === 0) return t.inspector.none;
  return detail.ports.map(({ host, container }) => (
    <div key={`${host} ${container}`}>{fill(host === '' ? exposed : port, { host, container })}</div>
  ));
}

function Interfaces({ detail, machine }: ContainerSummaryProps) {
  const { t } = useText();
  const networks = usePlayground(({ docker }) => docker?.networks);
  const words = t.docker.inspect;
  return (
    <Facts
      title={words.interfaces}
      facts={detail.interfaces.map(({ name, address, mac, network, received, sent }) => {
        const known = machine === 'laptop' ? networks?.find((one) => one.name === network) : undefined;
        return {
          label: name,
          value: (
            <>
              {[address, mac].filter((part) => part !== '').join(' · ')}
              {known !== undefined && (
                <div>
                  <ObjectLink object={networkName(known)} />
                </div>
              )}
              {received + sent > 0 && (
                <small className={styles.small}>
                  {fill(words.traffic, { received: sizeText(received), sent: sizeText(sent) })}
                </small>
              )}
            </>
          ),
        };
      })}
    />
  );
}

function Since({ at }: { readonly at: number }) {
  const { t } = useText();
  // Whole seconds: it changes its words no more often than that.
  const now = usePlayground((state) => Math.floor(state.time.now / 1000) * 1000);
  return fill(t.timeline.ago, { time: sayAge(t, now - at) });
}
