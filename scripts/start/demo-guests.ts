import { randomBytes } from 'node:crypto';
import { type Cast } from '../../agents/simulator/cast';

/** What a guest enrols with. */
export interface Invitation {
  readonly organization: string;
  readonly enrollmentId: string;
  readonly secret: string;
}

const MOST_GUESTS = 50;
/** What a guest finds on its account: days of purchases. */
const WELCOME_EEURO = '50';

/** Newcomers who try signing up: invited by the households' registrar, with some eEuro of the bank once they are members. */
export class DemoGuests {
  private readonly awaited = new Set<string>();
  private invited = 0;

  constructor(private readonly cast: Pick<Cast, 'registrars' | 'banker' | 'households'>) {}

  /** Admits somebody new and gives the one-time secret; undefined when there have been too many. */
  async invite(): Promise<Invitation | undefined> {
    const organization = this.cast.households[0]?.mspId;
    const registrar = this.cast.registrars.find(({ mspId }) => mspId === organization);
    if (!registrar || organization === undefined || this.invited >= MOST_GUESTS) return undefined;
    this.invited++;
    const enrollmentId = `guest-${randomBytes(3).toString('hex')}`;
    const { secret } = await registrar.client.members.admitMember({ enrollmentId });
    this.awaited.add(`${enrollmentId}@${organization}`);
    return { organization, enrollmentId, secret };
  }

  /** Credits a guest once; undefined for whoever is none. */
  async welcome(member: string): Promise<object | undefined> {
    if (!this.awaited.delete(member)) return undefined;
    await this.cast.banker.api.mint(member, WELCOME_EEURO);
    return { member, amount: WELCOME_EEURO };
  }
}
