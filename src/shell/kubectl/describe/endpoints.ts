/** Endpoints and EndpointSlices. */
import type { Endpoint } from 'kubernetes-types/discovery/v1';
import type { EndpointSlice } from '../../../kinds/endpointSlice';
import type { Endpoints } from '../../../kinds/endpoints';
import type { Describer, DescribeWriter } from './describer';
import { writeMetadata } from './metadata';

export const endpointsDescriber: Describer<Endpoints> = {
  kind: 'Endpoints',
  *describe({ out }, endpoints) {
    writeMetadata(out, endpoints);
    out.line(0, 'Subsets:');
    for (const subset of endpoints.subsets ?? []) {
      const text = (list: readonly { ip: string }[] | undefined): string =>
        (list ?? []).map((address) => address.ip).join(',') || '<none>';
      out.line(1, `Addresses:\t${text(subset.addresses)}`);
      out.line(1, `NotReadyAddresses:\t${text(subset.notReadyAddresses)}`);
      const ports = subset.ports ?? [];
      if (ports.length > 0) {
        out.line(1, 'Ports:');
        out.line(2, 'Name\tPort\tProtocol');
        out.line(2, '----\t----\t--------');
      }
      for (const port of ports) out.line(2, `${unset(port.name)}\t${port.port}\t${port.protocol ?? 'TCP'}`);
      out.line(0, '');
    }
  },
};

export const endpointSliceDescriber: Describer<EndpointSlice> = {
  kind: 'discovery.k8s.io/EndpointSlice',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe({ out }, slice) {
    writeMetadata(out, slice);
    out.line(0, `AddressType:\t${slice.addressType}`);
    const ports = slice.ports ?? [];
    if (ports.length === 0) {
      out.line(0, 'Ports: <unset>');
    } else {
      out.line(0, 'Ports:');
      out.line(1, 'Name\tPort\tProtocol');
      out.line(1, '----\t----\t--------');
    }
    for (const port of ports)
      out.line(1, `${unset(port.name)}\t${port.port ?? '<unset>'}\t${port.protocol ?? '<unset>'}`);
    const endpoints = slice.endpoints ?? [];
    out.line(0, endpoints.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
    for (const endpoint of endpoints) writeEndpoint(out, endpoint);
  },
};

function writeEndpoint(out: DescribeWriter, endpoint: Endpoint): void {
  out.line(1, `- Addresses:\t${endpoint.addresses.join(',')}`);
  out.line(2, 'Conditions:');
  const ready = endpoint.conditions?.ready;
  out.line(3, `Ready:\t${ready === undefined ? '<unset>' : ready}`);
  out.line(2, `Hostname:\t${unset(endpoint.hostname)}`);
  const { targetRef } = endpoint;
  if (targetRef !== undefined) out.line(2, `TargetRef:\t${targetRef.kind ?? ''}/${targetRef.name ?? ''}`);
  out.line(2, `NodeName:\t${unset(endpoint.nodeName)}`);
  out.line(2, `Zone:\t${unset(endpoint.zone)}`);
}

function unset(text: string | undefined): string {
  return text === undefined || text === '' ? '<unset>' : text;
}
