/** What votes decide on and how they stand (spec 13). */
import { type Vote } from '../../domain/vote';
import { keyNumber } from '../key';
import { recordType } from '../record-type';

/** What there is one of: who votes, who is banker. */
export interface Network {
  readonly bootstrappedAt: string;
  /** Sorted. */
  readonly voters: readonly string[];
  readonly banker: string | null;
}
export const networkRecord = recordType<Network>()({ family: 'network', key: () => ['main'], amounts: [] });

export interface ParameterValues {
  readonly values: Readonly<Record<string, string>>;
}
export const parametersRecord = recordType<ParameterValues>()({
  family: 'parameters',
  key: () => ['main'],
  amounts: [],
});

export const voteRecord = recordType<Vote>()({
  family: 'vote',
  key: (r) => [r.command, r.topic, keyNumber(r.round)],
  amounts: [],
});

/** The newest round of voting on a command with its arguments. */
export interface VoteTopic {
  readonly command: string;
  readonly topic: string;
  readonly round: number;
}
export const voteTopicRecord = recordType<VoteTopic>()({
  family: 'vote-topic',
  key: (r) => [r.command, r.topic],
  amounts: [],
});
