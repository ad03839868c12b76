import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Community } from '../../agents/community/community';
import { loadCommunity } from '../../agents/community/load-community';
import { loadLargeCommunity } from '../../agents/community/load-large-community';
import { divideIntoMicrogrids, type Microgrids } from '../../agents/community/microgrids';
import { DEMO_MARKET } from './demo-organizations';
import { type StartOptions } from './options';
import { StartError } from './start-error';

/** Where the recorded communities of this checkout lie. */
export const dataFolder = path.join(__dirname, '..', '..', '..', 'data');

/** What of a name goes into the market's id, which has 32 characters and more to say. */
const MOST_NAME = 14;

/** A recorded community, and the market that it trades in: each way to play it has a market of its own. */
export interface RecordedCommunity {
  readonly community: Community;
  readonly market: string;
  /** undefined where it isn't divided. */
  readonly microgrids: Microgrids | undefined;
}

/** Loads what the options name. Throws StartError with one sentence where it isn't there or can't be divided so. */
export async function loadRecorded(
  options: Pick<StartOptions, 'community' | 'microgrids'>,
): Promise<RecordedCommunity> {
  const { name } = options.community;
  const folder = options.community.folder ?? dataFolder;
  try {
    const community = await load(folder, name);
    const base =
      name === 'community-24'
        ? DEMO_MARKET
        : name
            .toLowerCase()
            .replace(/[^a-z0-9]+/g, '-')
            .slice(0, MOST_NAME);
    if (options.microgrids === undefined) return { community, market: base, microgrids: undefined };
    const microgrids = await divideIntoMicrogrids(community, folder, options.microgrids);
    return { community, market: `${base}-microgrids-${options.microgrids}`, microgrids };
  } catch (cause) {
    const missing =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? (cause as NodeJS.ErrnoException).path : undefined;
    if (missing !== undefined) throw new StartError(await missingSentence(name, folder, missing), 1, { cause });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`The recorded community ${name} can't be played: ${why}`, 1, { cause });
  }
}

async function missingSentence(name: string, folder: string, missing: string): Promise<string> {
  const files = await readdir(folder).catch(() => []);
  // Each has a table of what was measured, packed or not.
  const names = files.flatMap((file) => /^(community-.+?)(?<!-households)\.csv(?:\.gz)?$/.exec(file)?.[1] ?? []);
  const there = names.length === 0 ? 'There is none' : `There is ${names.join(' or ')}`;
  return `There is no recorded community ${name}: ${path.basename(missing)} is not in ${folder}. ${there}; a path names one elsewhere`;
}

async function load(folder: string, name: string): Promise<Community> {
  const large = await access(path.join(folder, `${name}.csv.gz`)).then(
    () => true,
    () => false,
  );
  return large ? loadLargeCommunity(folder, name) : loadCommunity(folder, name);
}
