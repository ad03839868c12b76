import { type SunledgerClient } from '../../client';
import { BookApi } from '../client/book-api';
import { MarketApi } from '../client/market-api';
import { MemberClient } from '../client/member-client';
import { StorageApi } from '../client/storage-api';
import { type HomeBattery, type Household } from '../community/community';

/** The organisations that the community is made of. */
export interface Organizations {
  readonly households: string;
  readonly operator: string;
  readonly bank: string;
}

/** An organisation's registrar, with the secret that its CA was started with. */
export interface RegistrarSecret {
  readonly mspId: string;
  readonly enrollmentId: string;
  readonly secret: string;
}

/** What is remembered of the members of a demonstration, so that it can be taken up after any stop. */
export interface Keyring {
  /** The passphrase that locks a member's kept key; made up when first asked for, the same ever after. */
  passphrase(member: string): string;
  /** The secret that a member enrols with; made up when first asked for, the same ever after. */
  enrollmentSecret(member: string): string;
  /** Whether the member's key is known to lie at the gateway. */
  isEnrolled(member: string): boolean;
  /** Remembers it for good. */
  markEnrolled(member: string): Promise<void>;
}

/** A member of the demonstration. */
export interface Actor {
  readonly api: MarketApi;
  readonly storage: StorageApi;
  readonly book: BookApi;
  readonly client: MemberClient;
  readonly enrollmentId: string;
  readonly mspId: string;
  /** How the member is entered in the register; made up. */
  readonly person: { readonly firstName: string; readonly lastName: string; readonly email: string };
}

/** Everybody who takes part. */
export interface Cast {
  /** Administrators and registrars of their organisations. */
  readonly registrars: readonly (Actor & { readonly secret: string })[];
  /** The operator organisation's administrator: it bootstraps the network and is its first voter. */
  readonly founder: Actor;
  readonly operator: Actor;
  readonly banker: Actor;
  readonly households: readonly HouseholdActor[];
  readonly units: readonly UnitActor[];
}

/** A home, which is a member. */
export type HouseholdActor = Actor & { readonly household: Household };

/** A storage unit with an identity of its own, which is no member: the battery of a home that shares it. */
export type UnitActor = Actor & { readonly owner: Household; readonly battery: HomeBattery };

/** So many homes share their battery with the community: the first ones that have one. */
const SHARED_BATTERIES = 2;

/** Gives every part a client of its organisation's gateway, which `gatewayOf` finds; nobody signs in before it acts. */
export function makeCast(
  households: readonly Household[],
  organizations: Organizations,
  registrarSecrets: readonly RegistrarSecret[],
  keyring: Keyring,
  gatewayOf: (mspId: string) => SunledgerClient,
): Cast {
  const actor = (enrollmentId: string, mspId: string, firstName: string): Actor => {
    const member = `${enrollmentId}@${mspId}`;
    const passphrase = keyring.passphrase(member);
    const client = new MemberClient(gatewayOf(mspId), { enrollmentId, mspId, passphrase });
    const person = {
      firstName,
      lastName: 'Demonstration',
      email: `${enrollmentId}.${mspId}@example.org`.toLowerCase(),
    };
    const apis = { api: new MarketApi(client), storage: new StorageApi(client), book: new BookApi(client) };
    return { ...apis, client, enrollmentId, mspId, person };
  };
  const registrars = registrarSecrets.map(({ enrollmentId, mspId, secret }) => ({
    ...actor(enrollmentId, mspId, 'Registrar'),
    secret,
  }));
  const founder = registrars.find(({ mspId }) => mspId === organizations.operator);
  if (!founder) throw new Error(`There is no registrar of ${organizations.operator}`);
  return {
    registrars,
    founder,
    operator: actor('operator', organizations.operator, 'Operator'),
    banker: actor('bank', organizations.bank, 'Bank'),
    households: households.map((household) => ({
      ...actor(household.id.toLowerCase(), organizations.households, `Household ${household.number}`),
      household,
    })),
    units: households
      .flatMap((owner) => (owner.battery ? [{ owner, battery: owner.battery }] : []))
      .slice(0, SHARED_BATTERIES)
      .map((shared) => ({
        ...actor(`su-${shared.owner.id.toLowerCase()}`, organizations.households, `Battery ${shared.owner.number}`),
        ...shared,
      })),
  };
}
