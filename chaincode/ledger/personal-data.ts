import { createHmac } from 'node:crypto';
import { type ChaincodeStub } from 'fabric-shim-api';
import { type PersonView } from '../wire/views';
import { keyOf } from './key';

/** The private data collection that holds members' personal data (spec 00, "Identity"). */
export const personalDataCollection = 'personalData';

/** A person as stored: the salt keeps the record's public hash from being guessed. */
export type StoredPerson = PersonView & { readonly salt: string };

const PEPPER_KEY = 'pepper';

/**
 * Members' personal data in its private collection. The public state sees hashes only. An e-mail address is found by
 * its HMAC under a pepper that lies in the collection itself, so that a guessed address can't be confirmed from the
 * hashes of keys.
 */
export class PersonalData {
  constructor(private readonly stub: ChaincodeStub) {}

  /** Sets the pepper, once, when the network is bootstrapped. */
  async initialise(pepper: string): Promise<void> {
    await this.stub.putPrivateData(personalDataCollection, PEPPER_KEY, Buffer.from(pepper, 'utf8'));
  }

  async get(member: string): Promise<StoredPerson | undefined> {
    const json = await this.read(keyOf('person', member));
    return json === '' ? undefined : (JSON.parse(json) as StoredPerson);
  }

  /** Whether a member has this e-mail address already; letter case doesn't make another address. */
  async isTaken(email: string): Promise<boolean> {
    return (await this.read(await this.emailKey(email))) !== '';
  }

  async put(member: string, person: StoredPerson): Promise<void> {
    const { firstName, lastName, email, salt } = person;
    const json = JSON.stringify({ email, firstName, lastName, salt });
    await this.stub.putPrivateData(personalDataCollection, keyOf('person', member), Buffer.from(json, 'utf8'));
    const holder = JSON.stringify({ member, salt });
    await this.stub.putPrivateData(personalDataCollection, await this.emailKey(email), Buffer.from(holder, 'utf8'));
  }

  /** Purges a member's data for good, from the collection and its history. */
  async purge(member: string, person: StoredPerson): Promise<void> {
    await this.stub.purgePrivateData(personalDataCollection, keyOf('person', member));
    await this.stub.purgePrivateData(personalDataCollection, await this.emailKey(person.email));
  }

  private async emailKey(email: string): Promise<string> {
    const pepper = await this.read(PEPPER_KEY);
    return keyOf('email', createHmac('sha256', pepper).update(email.toLowerCase(), 'utf8').digest('hex'));
  }

  private async read(key: string): Promise<string> {
    return Buffer.from(await this.stub.getPrivateData(personalDataCollection, key)).toString('utf8');
  }
}
