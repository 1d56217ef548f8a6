import { useText } from '../../i18n/useText';
import { containerName, shortId } from '../../parts/dockerNames';
import { usePlayground } from '../../usePlayground';
import { Facts } from '../Facts';
import { ObjectLink } from '../ObjectLink';

/** A network: its addresses, and who is connected. */
export function NetworkSummary({ id }: { readonly id: string }) {
  const { t } = useText();
  const docker = usePlayground((state) => state.docker);
  const network = docker?.networks.find((one) => one.id === id);
  if (docker === undefined || network === undefined) return null;
  const words = t.docker.inspect;
  const connected = docker.containers.flatMap((container) =>
    container.networks
      .filter(({ name }) => name === network.name)
      .map(({ address }) => ({ key: container.id, container, address })),
  );
  return (
    <>
      <Facts
        facts={[
          {
            label: words.driver,
            value: network.internal ? `${network.driver} · ${t.docker.internal}` : network.driver,
          },
          { label: words.subnet, value: network.subnet },
          { label: words.gateway, value: network.gateway },
          { label: words.interface, value: network.interface },
          { label: words.id, value: <code>{shortId(network.id)}</code> },
        ]}
      />
      <Facts
        title={words.connected}
        facts={connected.map(({ key, container, address }) => ({
          label: address === '' ? '–' : address,
          value: (
            <ObjectLink key={key} object={containerName(container)}>
              {container.name}
            </ObjectLink>
          ),
        }))}
      />
      {connected.length === 0 && <p>{t.docker.emptyNetwork}</p>}
    </>
  );
}
