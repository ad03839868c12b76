import { type JSX } from 'preact';
import { ActionButton } from '../../components/action-button';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type VoteView } from '../../model/views';
import { standingOf } from '../../model/votes';
import { castVote } from '../../state/votes';
import { sentenceOf } from './vote-sentence';
import { VoteWhy } from './vote-why';

interface OpenVoteProps {
  readonly vote: VoteView;
  readonly voters: readonly string[];
  readonly member: string;
}

/** An open vote: what it would do, how it stands, and this voter's say. */
export function OpenVote({ vote, voters, member }: OpenVoteProps): JSX.Element {
  const { voting } = texts;
  const standing = standingOf(vote, voters, member);
  const { mine } = standing;
  const say = mine === undefined ? voting.sayYes : mine ? voting.takeBack : voting.turnToYes;
  return (
    <li class="vote">
      <p class="vote-what">{sentenceOf(vote)}</p>
      <p class="quiet">
        {voting.openedBy(showTime(vote.openedAt, 'moment'))} ·{' '}
        {mine === undefined ? voting.mine.none : mine ? voting.mine.yes : voting.mine.no}
      </p>
      <p class="vote-standing">
        <progress max={standing.needed} value={standing.yes} aria-label={voting.tally(standing.yes, standing.needed)} />
        <span>{voting.tally(standing.yes, standing.needed)}</span>
        <VoteWhy vote={vote} standing={standing} />
      </p>
      <div class="actions">
        <ActionButton primary={mine !== true} act={(key) => castVote(vote.command, vote.arguments, key)}>
          {say}
        </ActionButton>
      </div>
    </li>
  );
}
