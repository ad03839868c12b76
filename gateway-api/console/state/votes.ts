import { type parameters } from '../../../chaincode/domain/parameters';
import { type VoteView } from '../model/views';
import { newKey, read, readAll, type Receipt, write } from './api';
import { type LiveEvent } from './live';
import { type Resource, useResource } from './resources';

const changes =
  (...families: readonly string[]) =>
  (event: LiveEvent): boolean =>
    event.changes.some(({ key }) => families.some((family) => key.startsWith(`${family}/`)));

/** Every vote, open and decided. */
export const useVotes = (): Resource<VoteView[]> =>
  useResource('/v1/votes', () => readAll<VoteView>('/v1/votes'), { changedBy: changes('vote') });

/** Who votes. */
export const useVoters = (): Resource<string[]> =>
  useResource('/v1/voters', () => read<string[]>('/v1/voters'), { changedBy: changes('network', 'member') });

export type ParameterValues = Readonly<Partial<Record<keyof typeof parameters, string>>>;

/** The network's parameters that are in force. */
export const useParameters = (): Resource<ParameterValues> =>
  useResource('/v1/parameters', () => read<ParameterValues>('/v1/parameters'), { changedBy: changes('parameters') });

/** Votes on a command: the first call opens the vote with a yes, another one of the same voter turns its vote round. */
export const castVote = (
  command: string,
  args: Readonly<Record<string, string>>,
  key = newKey(),
): Promise<Receipt<VoteView>> => write<VoteView>('POST', '/v1/votes', { command, arguments: args }, key);
