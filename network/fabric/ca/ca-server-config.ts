import { type OrganizationPlan } from '../network-plan';

/** A registrar that a CA is started with. */
export interface Registrar {
  readonly enrollmentId: string;
  readonly secret: string;
}

const certificateHours = 8760;
const rootHours = 131_400;

/**
 * The configuration of one CA of a fabric-ca-server. Its registrar is the organisation's administrator: an identity of
 * type admin that may register any kind of identity with any attribute, revoke, and publish the list of the revoked.
 */
export function caConfig(name: string, { name: organization }: OrganizationPlan, registrar: Registrar): object {
  return {
    ca: { name },
    registry: {
      maxenrollments: -1,
      identities: [
        {
          name: registrar.enrollmentId,
          pass: registrar.secret,
          type: 'admin',
          affiliation: '',
          attrs: {
            'hf.Registrar.Roles': '*',
            'hf.Registrar.DelegateRoles': '*',
            'hf.Registrar.Attributes': '*',
            'hf.Revoker': true,
            'hf.GenCRL': true,
            'hf.AffiliationMgr': true,
            'hf.IntermediateCA': false,
          },
        },
      ],
    },
    db: { type: 'sqlite3', datasource: 'fabric-ca-server.db' },
    affiliations: { [organization]: [] },
    cfg: { identities: { passwordattempts: 10, allowremove: true }, affiliations: { allowremove: true } },
    crl: { expiry: '168h' },
    signing: {
      default: { usage: ['digital signature'], expiry: `${certificateHours}h` },
      profiles: {
        tls: {
          usage: ['signing', 'key encipherment', 'server auth', 'client auth', 'key agreement'],
          expiry: `${certificateHours}h`,
        },
      },
    },
    csr: {
      cn: name,
      keyrequest: { algo: 'ecdsa', size: 256 },
      names: [{ O: organization }],
      ca: { expiry: `${rootHours}h`, pathlength: 0 },
    },
    bccsp: {
      default: 'SW',
      sw: { hash: 'SHA2', security: 256, filekeystore: { keystore: 'msp/keystore' } },
    },
  };
}

/**
 * The configuration of an organisation's server. Its own CA is the one for TLS, so that the server's certificate has the
 * same root as those of all other nodes; `identities` is the file of the other CA, the one that members enrol with.
 */
export function caServerConfig(
  organization: OrganizationPlan,
  tls: { readonly name: string; readonly registrar: Registrar },
  identities: string,
): object {
  const { host, caPort } = organization;
  const config = caConfig(tls.name, organization, tls.registrar) as { csr: object };
  return {
    ...config,
    csr: { ...config.csr, hosts: [...new Set([host, 'localhost', '127.0.0.1'])] },
    address: host,
    port: caPort,
    cors: { enabled: false },
    crlsizelimit: 512_000,
    tls: { enabled: true },
    cafiles: [identities],
    operations: { listenAddress: '127.0.0.1:0' },
    metrics: { provider: 'disabled' },
  };
}
