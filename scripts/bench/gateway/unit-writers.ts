import { type Client } from '@grpc/grpc-js';
import { admitMembers, enrolRegistrar, Member, type NetworkDescription } from '../throughput/member';
import { RestClient } from '../throughput/rest-client';
import { signIn } from '../throughput/sign-in';
import { unitOf } from './unit-form';
import * as members from '../../../chaincode/wire/transactions/members';
import { randomBytes } from 'node:crypto';

/** Members who register units over REST, a transaction each, and one unit to read. */
export interface UnitWriters {
  /** A session of each member at each gateway, by gateway. */
  readonly tokens: readonly (readonly string[])[];
  /** Registers a further unit of a member's and waits for its commit. */
  write(gateway: number, member: number): Promise<void>;
  /** Path of a unit that is there. */
  readonly unitPath: string;
  readonly unit: string;
  close(): void;
}

/** Puts a ledger into service, admits so many members and signs each in at each gateway. */
export async function unitWriters(
  grpc: Client,
  network: NetworkDescription,
  urls: readonly string[],
  count: number,
): Promise<UnitWriters> {
  const [organization] = network.organizations;
  if (!organization) throw new Error('The network has no organisation');
  const { mspId, registrar } = organization;
  const founder = new Member(grpc, network, mspId, registrar.enrollmentId, await enrolRegistrar(organization));
  await founder.submit(members.Bootstrap, {}, { pepper: randomBytes(32).toString('hex') });
  const admitted = await admitMembers(grpc, network, organization, count, urls.length + 1);
  const doors = urls.map((url) => new RestClient(url, count));
  const tokens: string[][] = [];
  for (const door of doors) {
    const ofDoor: string[] = [];
    for (const member of admitted) ofDoor.push(await signIn(door, mspId, member));
    tokens.push(ofDoor);
  }
  const run = randomBytes(3).toString('hex');
  let units = 0;
  const write = async (gateway: number, member: number): Promise<void> => {
    const body = unitOf(`u-${run}-${units++}`);
    const headers = { authorization: `Bearer ${tokens[gateway]?.[member] ?? ''}`, prefer: 'wait=30' };
    await doors[gateway]?.post('/v1/units', body, headers);
  };
  await write(0, 0);
  const unit = `u-${run}-0`;
  const close = (): void => {
    for (const door of doors) door.close();
  };
  return { tokens, write, unit, unitPath: `/v1/units/${unit}`, close };
}
