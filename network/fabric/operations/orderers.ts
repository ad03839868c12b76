import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ChannelConfigJson, type ConfigGroup } from '../channel/channel-config-json';
import { FabricNetworkError } from '../fabric-network-error';
import { addressOf, type NetworkPlan, ordererOrganizationOf, type OrdererPlan } from '../network-plan';

interface Consenter {
  readonly host: string;
  readonly port: number;
}

/** A consenter of BFT, whose signature under blocks counts. */
interface BftConsenter extends Consenter {
  readonly id: number;
  readonly msp_id: string;
  /** Base64 of its certificate. */
  readonly identity: string;
}

type Edit = (config: ChannelConfigJson) => void;

/** Lets an orderer take part in ordering a channel: as a consenter, and among the addresses that peers and clients know. */
export async function withOrderer(plan: NetworkPlan, orderer: OrdererPlan): Promise<Edit> {
  const read = async (...file: string[]): Promise<string> =>
    (await readFile(path.join(orderer.home, ...file))).toString('base64');
  const certificate = await read('tls', 'server.crt');
  const identity = await read('msp', 'signcerts', 'certificate.pem');
  const { mspId } = ordererOrganizationOf(plan);
  const { host, port } = orderer;
  const consenter = { host, port, client_tls_cert: certificate, server_tls_cert: certificate };
  return (config) => {
    changeOrderers(config, mspId, (consenters, addresses) => {
      if (!consenters.some((each) => isAt(each, orderer))) {
        const ids = consenters.map((each) => (each as Partial<BftConsenter>).id ?? 0);
        const bft = { ...consenter, id: Math.max(0, ...ids) + 1, msp_id: mspId, identity };
        consenters.push(plan.consensus === 'bft' ? bft : consenter);
      }
      if (!addresses.includes(addressOf(orderer))) addresses.push(addressOf(orderer));
    });
  };
}

/** Takes an orderer out of a channel. */
export function withoutOrderer(plan: NetworkPlan, orderer: OrdererPlan): Edit {
  const { mspId } = ordererOrganizationOf(plan);
  const remove = <T>(list: T[], isIt: (each: T) => boolean): void => {
    const index = list.findIndex(isIt);
    if (index >= 0) list.splice(index, 1);
  };
  return (config) => {
    changeOrderers(config, mspId, (consenters, addresses) => {
      remove(consenters, (each) => isAt(each, orderer));
      remove(addresses, (each) => each === addressOf(orderer));
    });
  };
}

const isAt = (consenter: Consenter, { host, port }: OrdererPlan): boolean =>
  consenter.host === host && consenter.port === port;

function changeOrderers(
  config: ChannelConfigJson,
  mspId: string,
  change: (consenters: Consenter[], addresses: string[]) => void,
): void {
  const group = config.channel_group.groups['Orderer'];
  const { addresses } = valueOf(group?.groups[mspId], 'Endpoints') as { addresses: string[] };
  const consensus = valueOf(group, 'ConsensusType');
  if (group === undefined || consensus['type'] !== 'BFT') {
    change((consensus['metadata'] as { consenters: Consenter[] }).consenters, addresses);
    return;
  }
  const mapping = (valueOf(group, 'Orderers') as { consenter_mapping: BftConsenter[] }).consenter_mapping;
  change(mapping, addresses);
  const validation = group.policies['BlockValidation'] as { policy: { value: unknown } } | undefined;
  if (validation) validation.policy.value = quorumOf(mapping);
}

/** The policy that a block of BFT has to satisfy: signatures of so many consenters that any two sets share an honest one. */
function quorumOf(consenters: readonly BftConsenter[]): object {
  const most = Math.floor((consenters.length - 1) / 3);
  const n = Math.ceil((consenters.length + most + 1) / 2);
  return {
    version: 0,
    rule: { n_out_of: { n, rules: consenters.map((_, index) => ({ signed_by: index })) } },
    identities: consenters.map(({ msp_id: mspid, identity }) => ({
      principal_classification: 'IDENTITY',
      principal: { mspid, id_bytes: identity },
    })),
  };
}

function valueOf(group: ConfigGroup | undefined, name: string): Record<string, unknown> {
  const value = group?.values[name]?.value;
  if (value) return value;
  throw new FabricNetworkError(`The channel's configuration has no ${name} of its ordering service.`);
}
