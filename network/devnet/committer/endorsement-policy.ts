import { type ValidIdentity } from '../msp/msp';
import { MspError } from '../msp/msp-error';
import { type Endorsement } from '../wire/peer-messages';
import { WireError } from '../wire/reader';
import { type Identities, satisfies } from './identities';

/** The organisations' peers whose signatures over the response are valid, each identity once. */
export async function validEndorsers(
  responsePayload: Buffer,
  endorsements: readonly Endorsement[],
  identities: Identities,
): Promise<ValidIdentity[]> {
  const checks = new Map<string, Promise<ValidIdentity | undefined>>();
  for (const endorsement of endorsements) {
    const key = endorsement.endorser.toString('latin1');
    // As Fabric: the first endorsement of an identity counts, a second is ignored.
    if (!checks.has(key)) checks.set(key, endorserOf(responsePayload, endorsement, identities));
  }
  const endorsers = await Promise.all(checks.values());
  return endorsers.filter((endorser) => endorser !== undefined);
}

async function endorserOf(
  responsePayload: Buffer,
  { endorser, signature }: Endorsement,
  identities: Identities,
): Promise<ValidIdentity | undefined> {
  try {
    const identity = identities.validate(endorser);
    const signed = Buffer.concat([responsePayload, endorser]);
    return (await identities.verify(identity, signed, signature)) ? identity : undefined;
  } catch (error) {
    if (error instanceof MspError || error instanceof WireError) return undefined;
    throw error;
  }
}

/** Whether more than half of the organisations have endorsed. */
export function isMajority(endorsers: readonly ValidIdentity[], mspIds: readonly string[]): boolean {
  const organizations = new Set(
    endorsers.filter((endorser) => satisfies(endorser, 'Endorsement')).map(({ mspId }) => mspId),
  );
  return organizations.size * 2 > mspIds.length;
}
