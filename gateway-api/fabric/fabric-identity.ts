import { type KeyObject } from 'node:crypto';

/** A member with the certificate by which the network knows it. */
export interface MemberIdentity {
  /** `enrollmentId@mspId`, as the ledger knows the member. */
  readonly memberId: string;
  readonly mspId: string;
  readonly enrollmentId: string;
  readonly certificatePem: string;
}

/** A member's certificate with the key that signs in its name, for as long as the gateway may use it. */
export interface FabricIdentity extends MemberIdentity {
  readonly privateKey: KeyObject;
}

/** The ledger's name of an identity (spec 00, "Identity"). */
export const memberIdOf = (enrollmentId: string, mspId: string): string => `${enrollmentId}@${mspId}`;
