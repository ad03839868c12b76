import { type CaHome } from './ca-home';
import { Power } from './caller-authority';
import { factAttributes } from './identity-fields';
import { type IdentityRegistry } from './identity-registry';
import { hashSecret, isSecret, randomSecret } from './secret-hash';

const REGISTRAR_ID = 'registrar';
/** The only secret that is kept readable: the owner of the folder needs it to administer the CA. */
const SECRET_FILE = 'registrar-secret';

const powers = [
  { name: Power.roles, value: '*' },
  { name: Power.delegateRoles, value: '*' },
  { name: Power.attributes, value: '*' },
  { name: Power.revoker, value: 'true' },
  { name: Power.generateCrl, value: 'true' },
  { name: Power.affiliationManager, value: 'true' },
];

/**
 * The CA's first registrar, an NodeOU admin with every power but that of an intermediate CA. Its secret is made at
 * the first start and is the same afterwards; a restart also unlocks it, so that guesses can't lock out the owner.
 */
export async function bootstrapRegistrar(
  home: CaHome,
  registry: IdentityRegistry,
): Promise<{ enrollmentId: string; secret: string }> {
  const stored = home.read(SECRET_FILE);
  const secret = stored ?? randomSecret();
  if (stored === undefined) home.write(SECRET_FILE, secret);
  const known = registry.identity(REGISTRAR_ID);
  const type = 'admin';
  if (known === undefined) {
    await registry.apply({
      identity: {
        id: REGISTRAR_ID,
        type,
        affiliation: '',
        attributes: [...powers.map((power) => ({ ...power, ecert: false })), ...factAttributes(REGISTRAR_ID, type, '')],
        maxEnrollments: -1,
        enrollments: 0,
        failedAttempts: 0,
        secretHash: await hashSecret(secret, 'random'),
        revoked: false,
      },
    });
  } else if (known.failedAttempts > 0 || !(await isSecret(secret, known.secretHash))) {
    // The file counts: whoever can write it owns the CA's keys too.
    await registry.apply({ identity: { ...known, failedAttempts: 0, secretHash: await hashSecret(secret, 'random') } });
  }
  return { enrollmentId: REGISTRAR_ID, secret };
}
