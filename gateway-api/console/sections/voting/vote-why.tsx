import { type JSX } from 'preact';
import { Why } from '../../components/why';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type VoteView } from '../../model/views';
import { type VoteStanding } from '../../model/votes';

interface VoteWhyProps {
  readonly vote: VoteView;
  readonly standing: VoteStanding;
}

/** Why a vote stands as it does: who said what, and what is needed. */
export function VoteWhy({ vote, standing }: VoteWhyProps): JSX.Element {
  const { voting } = texts;
  const { yes, no, voters, needed } = standing;
  return (
    <Why about={voting.whyStanding}>
      <p>{voting.tallyFull(yes, no, voters, needed)}</p>
      <p>{voting.whyRule(voters, needed)}</p>
      <p>{voting.whyFails}</p>
      <ul class="rows">
        {vote.ballots.map((ballot) => (
          <li key={ballot.voter}>
            <span>{shortMember(ballot.voter)}</span>
            <span class={ballot.yes ? 'badge good' : 'badge bad'}>{ballot.yes ? voting.said.yes : voting.said.no}</span>
            <span class="quiet">{showTime(ballot.at, 'moment')}</span>
          </li>
        ))}
      </ul>
    </Why>
  );
}
