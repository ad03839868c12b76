import { FabricNetworkError } from '../fabric-network-error';
import { type ChannelConfigJson, type ChannelPart, memberMspIds } from './channel-config-json';
import { type ConfigChange } from './config-changes';

/**
 * Sees to it that those who have to agree to changes have signed: a majority of the organisations of the part that
 * changes, or the organisation whose own entry it is. The ordering service would refuse too, but not say who is missing.
 *
 * @throws FabricNetworkError naming who has signed, how many are needed and who could.
 */
export function requireSignatures(
  config: ChannelConfigJson,
  changes: readonly ConfigChange[],
  signers: readonly string[],
): void {
  for (const decidedBy of new Set(changes.map((change) => change.decidedBy))) {
    const { asked, needed } = deciders(config, decidedBy);
    const given = asked.filter((mspId) => signers.includes(mspId));
    if (given.length >= needed) continue;
    const paths = changes.filter((change) => change.decidedBy === decidedBy).map(({ path }) => path);
    throw new FabricNetworkError(
      `To change ${paths.join(', ')} ${needed} of ${asked.join(', ')} ${needed === 1 ? 'has' : 'have'} to sign; ` +
        `signed ${given.length === 0 ? 'has none of them' : `have ${given.join(', ')}`}: ` +
        `\`org sign\` makes a signature file with an administrator's key.`,
    );
  }
}

/** The fewest of the channel's organisations that decide on a part; those of this home are asked first. */
export function deciders(
  config: ChannelConfigJson,
  decidedBy: string,
): { readonly asked: readonly string[]; readonly needed: number } {
  if (decidedBy !== 'Application' && decidedBy !== 'Orderer') return { asked: [decidedBy], needed: 1 };
  const asked = memberMspIds(config, decidedBy satisfies ChannelPart);
  return { asked, needed: Math.floor(asked.length / 2) + 1 };
}
