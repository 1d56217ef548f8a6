import type { Ingress } from '../../../kinds/networking/ingress';
import { type IngressClass, ingressClassKind, isDefaultIngressClass } from '../../../kinds/networking/ingressClass';
import { INGRESS_CLASS_ANNOTATION } from '../../../kinds/networking/validateIngress';
import type { AdmissionPlugin } from './admission';

/** An ingress that names no class gets the cluster's default one: the newest, when there are several. */
export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  admit({ operation, kind, subresource, object }, context) {
    if (operation !== 'CREATE' || kind.kind !== 'Ingress' || subresource !== '') return undefined;
    const { spec, metadata } = object as Ingress;
    if (spec.ingressClassName !== undefined) return undefined;
    if (metadata.annotations?.[INGRESS_CLASS_ANNOTATION] !== undefined) return undefined;
    const time = (one: IngressClass) => one.metadata.creationTimestamp ?? '';
    const [found] = ([...context.list(ingressClassKind)] as IngressClass[])
      .filter(isDefaultIngressClass)
      .sort((a, b) => (time(a) < time(b) ? 1 : time(a) > time(b) || a.metadata.name < b.metadata.name ? -1 : 1));
    if (found !== undefined) spec.ingressClassName = found.metadata.name;
    return undefined;
  },
};
