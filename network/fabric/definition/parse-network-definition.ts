import { isIP } from 'node:net';
import { DefinitionError } from './definition-error';
import {
  type ChannelDefinition,
  mostChannels,
  mostOrderers,
  mostPeers,
  type NetworkDefinition,
  type OrderingDefinition,
  type OrganizationDefinition,
  portsPerOrganization,
  usualBatch,
  usualOrderers,
} from './network-definition';
import { type Place, YamlReader } from './yaml-reader';

/** What an organisation may be called. */
export const nameForm = /^[a-z][a-z0-9-]{0,30}$/;
/** The same in words. */
export const nameRule = 'lower case letters, digits and hyphens, a letter first, at most 31 characters';
const mspForm = /^[A-Za-z][A-Za-z0-9.-]{0,62}$/;
const mspRule = 'an MSP id like "HouseholdsMSP": letters, digits, dots and hyphens, a letter first';
const hostForm = /^[A-Za-z0-9.-]{1,253}$/;
/** What a channel may be called. */
export const channelForm = /^[a-z][a-z0-9.-]{0,248}$/;
/** The same in words. */
export const channelRule = 'a channel name: lower case letters, digits, dots and hyphens, a letter first';

/**
 * Reads `network.yaml`.
 *
 * @throws DefinitionError with every mistake: file, line, what is wrong and what would be right.
 */
export function parseNetworkDefinition(text: string, file: string): NetworkDefinition {
  const reader = new YamlReader(text, file);
  if (reader.mistakes.length > 0) throw new DefinitionError(reader.mistakes);
  const fields = reader.fields(reader.root, { required: ['channels', 'organizations'], optional: ['ordering'] });
  const channelPlaces = reader.list(fields.get('channels'), 'channels');
  const organizationPlaces = reader.list(fields.get('organizations'), 'organisations');
  const orderingPlace = fields.get('ordering');
  const [tooMany] = channelPlaces.slice(mostChannels);
  if (tooMany) reader.report(tooMany, `is one channel too many: ${mostChannels} fit on the ports of a peer`);
  const definition = {
    channels: channelPlaces.map((place) => channelOf(reader, place)),
    ordering: orderingPlace && orderingOf(reader, orderingPlace),
    organizations: organizationPlaces.map((place) => organizationOf(reader, place)),
  };
  checkTogether(reader, definition, channelPlaces, [...(orderingPlace ? [orderingPlace] : []), ...organizationPlaces]);
  if (reader.mistakes.length > 0) throw new DefinitionError(reader.mistakes);
  return definition;
}

function channelOf(reader: YamlReader, place: Place): ChannelDefinition {
  const fields = reader.fields(place, { required: ['name'], optional: ['batch', 'endorsement'] });
  const batch = fields.get('batch');
  const endorsement = fields.get('endorsement');
  return {
    name: reader.text(fields.get('name'), channelForm, channelRule),
    batch: batch === undefined ? usualBatch : batchOf(reader, batch),
    ...(endorsement && { alwaysEndorse: alwaysOf(reader, endorsement) }),
  };
}

function alwaysOf(reader: YamlReader, place: Place): string[] {
  const fields = reader.fields(place, { required: ['always'], optional: [] });
  const places = reader.list(fields.get('always'), 'MSP ids, like [BankMSP]');
  const mspIds = places.map((each) => reader.text(each, mspForm, mspRule));
  twice(
    mspIds,
    (mspId) => mspId,
    (index, first, mspId) => {
      const repeated = places[index];
      if (repeated) reader.report(repeated, `names ${mspId} again, after ${places[first]?.path ?? ''}`);
    },
  );
  return mspIds;
}

function batchOf(reader: YamlReader, place: Place): ChannelDefinition['batch'] {
  const fields = reader.fields(place, { required: [], optional: ['timeoutMs', 'maxMessages'] });
  return {
    timeoutMs: reader.whole(fields.get('timeoutMs'), 10, 60_000, usualBatch.timeoutMs),
    maxMessages: reader.whole(fields.get('maxMessages'), 1, 100_000, usualBatch.maxMessages),
  };
}

function organizationOf(reader: YamlReader, place: Place): OrganizationDefinition {
  const fields = reader.fields(place, { required: ['mspId', 'name', 'ports'], optional: ['peers', 'host'] });
  return { ...commonOf(reader, fields), peers: reader.whole(fields.get('peers'), 1, mostPeers, 1) };
}

function orderingOf(reader: YamlReader, place: Place): OrderingDefinition {
  const fields = reader.fields(place, {
    required: ['mspId', 'name', 'consensus', 'ports'],
    optional: ['orderers', 'host'],
  });
  const kind = fields.get('consensus');
  const consensus = reader.text(kind, /^(raft|bft)$/, 'raft or bft') === 'bft' ? 'bft' : 'raft';
  const least = consensus === 'bft' ? usualOrderers.bft : 1;
  const count = fields.get('orderers');
  const orderers = reader.whole(count, 1, mostOrderers, usualOrderers[consensus]);
  if (count !== undefined && orderers < least) {
    reader.report(count, `must be at least ${least} with bft: fewer do not survive one that lies; found ${orderers}`);
  }
  return { ...commonOf(reader, fields), consensus, orderers };
}

function commonOf(
  reader: YamlReader,
  fields: ReadonlyMap<string, Place>,
): Pick<OrganizationDefinition, 'mspId' | 'name' | 'host' | 'ports'> {
  return {
    mspId: reader.text(fields.get('mspId'), mspForm, mspRule),
    name: reader.text(fields.get('name'), nameForm, nameRule),
    host: hostOf(reader, fields.get('host')),
    ports: reader.whole(fields.get('ports'), 1024, 65_536 - portsPerOrganization, 1024),
  };
}

/** Whether a text can be a host: a name, or an IPv4 address. */
export function isHost(text: string): boolean {
  return hostForm.test(text) && !(/^[\d.]+$/.test(text) && isIP(text) !== 4);
}

function hostOf(reader: YamlReader, place: Place | undefined): string {
  if (place === undefined) return '127.0.0.1';
  const host = reader.text(place, hostForm, 'a host name or an IPv4 address');
  if (host !== '' && !isHost(host)) {
    reader.report(place, `must be an IPv4 address of four numbers from 0 to 255, or a host name; found "${host}"`);
  }
  return host;
}

/** What can only be seen by comparing: names that occur twice, port ranges that overlap. */
function checkTogether(
  reader: YamlReader,
  { channels, ordering, organizations }: NetworkDefinition,
  channelPlaces: readonly Place[],
  organizationPlaces: readonly Place[],
): void {
  twice(
    channels,
    ({ name }) => name,
    (index, first, name) => {
      report(channelPlaces[index], `has the name "${name}" of channels[${first}]; every channel needs one of its own`);
    },
  );
  const all = ordering ? [ordering, ...organizations] : organizations;
  const pathOf = (index: number): string => organizationPlaces[index]?.path ?? '';
  for (const field of ['mspId', 'name'] as const) {
    twice(
      all,
      (each) => each[field],
      (index, first, value) => {
        report(
          organizationPlaces[index],
          `has the ${field} "${value}" of ${pathOf(first)}; every organisation needs one of its own`,
        );
      },
    );
  }
  all.forEach(({ ports, host }, index) => {
    const first = all.findIndex((each) => each.host === host && Math.abs(each.ports - ports) < portsPerOrganization);
    if (first === index || first < 0) return;
    report(
      organizationPlaces[index],
      `has ports from ${ports} on, which meet those of ${pathOf(first)} (from ${all[first]?.ports ?? 0} on): ` +
        `each organisation has ${portsPerOrganization} ports`,
    );
  });
  function report(place: Place | undefined, problem: string): void {
    if (place) reader.report(place, problem);
  }
}

function twice<T>(
  all: readonly T[],
  valueOf: (each: T) => string,
  found: (index: number, first: number, value: string) => void,
): void {
  const values = all.map(valueOf);
  values.forEach((value, index) => {
    const first = values.indexOf(value);
    if (first < index && value !== '') found(index, first, value);
  });
}
