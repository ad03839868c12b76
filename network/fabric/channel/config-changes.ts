import { FabricNetworkError } from '../fabric-network-error';
import { type ChannelConfigJson, type ConfigGroup } from './channel-config-json';

/** A part of the configuration that an update changes, and whose administrators have to agree. */
export interface ConfigChange {
  /** Like `Application/BankMSP/MSP`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** `Application` or `Orderer`: a majority of that part's organisations; else the MSP id of the one that decides. */
  readonly decidedBy: string;
}

/** A ConfigUpdate in configtxlator's JSON form: what it presumes of the configuration, and what it makes of it. */
export interface ConfigUpdateJson {
  readonly channel_id: string;
  readonly read_set: ConfigGroup;
  readonly write_set: ConfigGroup;
}

/**
 * What an update changes of a channel's configuration, found in the update itself: that is what a signature agrees to,
 * whatever a file says of it. An entry changes where its version is higher than the configuration's; a group of a higher
 * version consists of what the update lists.
 *
 * @throws FabricNetworkError when the channel has changed since the update was computed.
 */
export function changesOf({ write_set }: ConfigUpdateJson, config: ChannelConfigJson): ConfigChange[] {
  const changes: ConfigChange[] = [];
  visitGroup([], write_set, config.channel_group, (path, kind) => {
    changes.push({ path: path.join('/'), kind, decidedBy: decidedBy(path) });
  });
  if (changes.length > 0) return changes;
  throw new FabricNetworkError('The channel has what the update would make of it already.');
}

type Report = (path: readonly string[], kind: ConfigChange['kind']) => void;

function visitGroup(at: readonly string[], written: ConfigGroup, now: ConfigGroup, report: Report): void {
  requireNotOlder(at, written, now);
  const isRewritten = version(written) > version(now);
  for (const part of ['values', 'policies'] as const) {
    const entries = written[part] as Record<string, { version: string }>;
    const known = now[part] as Record<string, { version: string }>;
    for (const [name, entry] of Object.entries(entries)) {
      const before = known[name];
      if (!before) report([...at, name], 'added');
      else if (version(entry) > version(before)) report([...at, name], 'changed');
      else requireNotOlder([...at, name], entry, before);
    }
    if (isRewritten) reportRemoved(at, entries, known, report);
  }
  for (const [name, group] of Object.entries(written.groups)) {
    const before = now.groups[name];
    if (before) visitGroup([...at, name], group, before, report);
    else report([...at, name], 'added');
  }
  if (isRewritten) reportRemoved(at, written.groups, now.groups, report);
}

function reportRemoved(at: readonly string[], written: object, known: object, report: Report): void {
  for (const name of Object.keys(known)) if (!(name in written)) report([...at, name], 'removed');
}

function requireNotOlder(at: readonly string[], written: { version: string }, now: { version: string }): void {
  if (version(written) >= version(now)) return;
  const place = at.length === 0 ? 'Its configuration' : at.join('/');
  throw new FabricNetworkError(
    `The channel has changed since the update was proposed (${place} is another one now): propose it again.`,
  );
}

const version = (entry: { version: string }): number => Number(entry.version);

/** Who belongs to a part is decided by the part's organisations; what lies inside a member is its own business. */
function decidedBy([part = 'Channel', member, inside]: readonly string[]): string {
  return member !== undefined && inside !== undefined ? member : part;
}
