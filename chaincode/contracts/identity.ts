import { type ClientIdentity } from 'fabric-shim-api';
import { DomainError } from '../domain/errors';

/** Who signed a transaction, by its certificate. The peer has verified the certificate and the signature. */
export interface Identity {
  /** enrollment id @ MSP id: the same after the certificate is renewed (spec 00, "Identity"). */
  readonly id: string;
  readonly mspId: string;
  /** Whether the certificate is that of an administrator of its organisation (NodeOU `admin`, no other role). */
  readonly isAdmin: boolean;
}

const ENROLLMENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
// `x509::<subject>::<issuer>`, each a list of /NAME=value. A value with a delimiter in it makes that ambiguous: the
// common name `h01::x` would pass for `h01`, were the rest not a whole issuer without a further `::`.
const SUBJECT = /^x509::((?:\/[A-Za-z0-9.]+=[^/\\:]*)+)::\/(?:(?!::)[^])*$/;
const NODE_ROLES = ['admin', 'client', 'peer', 'orderer'];

/** Reads the identity out of the certificate; FORBIDDEN for one whose subject is no plain enrollment id. */
export function identify(client: ClientIdentity): Identity {
  const subject = SUBJECT.exec(client.getID())?.[1]?.slice(1).split('/') ?? [];
  const values = (name: string) =>
    subject.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  const [commonName, ...others] = values('CN');
  const attribute = client.getAttributeValue('hf.EnrollmentID');
  if (
    commonName === undefined ||
    others.length > 0 ||
    !ENROLLMENT_ID.test(commonName) ||
    (attribute !== null && attribute !== commonName)
  ) {
    throw new DomainError(
      'FORBIDDEN',
      "The certificate's subject is not an enrollment id of letters, digits, . _ and -",
    );
  }
  const nodeRoles = values('OU').filter((unit) => NODE_ROLES.includes(unit));
  return {
    id: `${commonName}@${client.getMSPID()}`,
    mspId: client.getMSPID(),
    isAdmin: nodeRoles.length === 1 && nodeRoles[0] === 'admin',
  };
}
