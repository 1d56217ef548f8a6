import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { imageName, shortRepository } from '../../parts/dockerNames';
import { usePlayground } from '../../usePlayground';
import { Chips, Facts } from '../Facts';
import { ObjectLink } from '../ObjectLink';

/** What a registry holds of a repository, and what of it is on the laptop. */
export function RepositorySummary({ id }: { readonly id: string }) {
  const { t, language } = useText();
  const docker = usePlayground((state) => state.docker);
  const repository = docker?.repositories.find(({ name }) => name === id);
  if (docker === undefined || repository === undefined) return null;
  const words = t.docker.inspect;
  const short = shortRepository(id);
  const here = docker.images.filter(({ tags, repositoryDigests }) =>
    [...tags, ...repositoryDigests].some((name) => name.startsWith(`${short}:`) || name.startsWith(`${short}@`)),
  );
  return (
    <Facts
      facts={[
        { label: t.docker.registry, value: id.split('/')[0] },
        { label: words.tags, value: <Chips values={repository.tags} /> },
        {
          label: words.layers,
          value: `${fillCount(language, t.docker.layers, repository.layers)} · ${sizeText(repository.bytes)}`,
        },
        {
          label: words.here,
          value: here.map((image) => (
            <div key={image.id}>
              <ObjectLink object={imageName(image)}>{imageName(image).name}</ObjectLink>
            </div>
          )),
        },
      ]}
    />
  );
}
