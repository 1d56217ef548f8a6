import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { PrinterColumn } from '../kind';

/** The wide columns that show a controller's template and selector. */
export function templateColumns<T>(
  template: (object: T) => PodTemplateSpec | undefined,
  selector: (object: T) => string,
): readonly PrinterColumn<T>[] {
  const containers = (object: T) => template(object)?.spec?.containers ?? [];
  return [
    {
      name: 'Containers',
      type: 'string',
      description: 'The names of the containers in the template',
      priority: 1,
      value: (object) =>
        containers(object)
          .map((container) => container.name)
          .join(','),
    },
    {
      name: 'Images',
      type: 'string',
      description: 'The images of the containers in the template',
      priority: 1,
      value: (object) =>
        containers(object)
          .map((container) => container.image ?? '')
          .join(','),
    },
    {
      name: 'Selector',
      type: 'string',
      description: 'The labels that the selected pods have',
      priority: 1,
      value: selector,
    },
  ];
}
