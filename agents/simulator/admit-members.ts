import { isProblem } from '../../client';
import { pause } from '../../client/pause';
import { inParallel } from '../client/in-parallel';
import { isOwnFault } from '../client/own-fault';
import { type Actor, type Cast, type Keyring } from './cast';

/** Members admitted at once; each costs the CA and the gateway a password hash. */
const AT_ONCE = 4;
/** An enrolment that is cut off uses one up. */
const ENROLLMENTS = 10;
const MOST_ATTEMPTS = 5;

/**
 * Brings every member's key to the gateway: registrars with the secret of their CA, the others admitted by the
 * registrar of their organisation and enrolled. Members whose key is there are passed over; a run that was cut off at
 * any point is taken up.
 */
export async function admitMembers(cast: Cast, keyring: Keyring): Promise<void> {
  for (const registrar of cast.registrars) await enroll(registrar, registrar.secret, keyring);
  await admitActors([cast.operator, cast.banker, ...cast.households], cast, keyring);
}

/** Has identities admitted by the registrars of their organisations, who have enrolled, and enrols them. */
export async function admitActors(actors: readonly Actor[], cast: Cast, keyring: Keyring): Promise<void> {
  await inParallel(actors, AT_ONCE, async (actor) => {
    const { member } = actor.client;
    if (keyring.isEnrolled(member)) return;
    const secret = keyring.enrollmentSecret(member);
    await admit(registrarOf(actor, cast), actor, secret);
    await enroll(actor, secret, keyring);
  });
}

function registrarOf(actor: Actor, { registrars }: Cast): Actor {
  const registrar = registrars.find(({ mspId }) => mspId === actor.mspId);
  if (!registrar) throw new Error(`There is no registrar of ${actor.mspId}`);
  return registrar;
}

/** Registers a member with its organisation's CA; one that was registered before keeps the secret it got then. */
async function admit(registrar: Actor, { enrollmentId }: Actor, secret: string): Promise<void> {
  try {
    const admission = { enrollmentId, secret, maxEnrollments: ENROLLMENTS };
    await untilAnswered(() => registrar.client.members.admitMember(admission));
  } catch (error) {
    if (!isProblem(error, 'MEMBER_EXISTS')) throw error;
  }
}

async function enroll({ client }: Actor, secret: string, keyring: Keyring): Promise<void> {
  if (keyring.isEnrolled(client.member)) return;
  await untilAnswered(() => client.enroll(secret));
  await keyring.markEnrolled(client.member);
}

/** The client sends once what can't be known to be harmless twice; here it is, and a gateway may be starting still. */
async function untilAnswered(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await act();
      return;
    } catch (error) {
      if (!isProblem(error) || isOwnFault(error) || attempt === MOST_ATTEMPTS) throw error;
      await pause(attempt * 500);
    }
  }
}
