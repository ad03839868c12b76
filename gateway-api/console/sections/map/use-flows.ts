import { type FlowView } from '../../model/energy-map';
import { read } from '../../state/api';
import { type Resource, useResource } from '../../state/resources';

/** Who sold to whom in a cleared listing, the largest 1,000; undefined reads nothing. It changes no more. */
export function useFlows(listing: string | undefined): Resource<FlowView[]> {
  const path = listing === undefined ? undefined : `/v1/listings/${listing}/flows`;
  return useResource(path, async () => (await read<{ items: FlowView[] }>(path ?? '')).items);
}
