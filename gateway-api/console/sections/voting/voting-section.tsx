import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { ParameterTable } from '../../components/parameter-table';
import { Empty, Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type VoteView } from '../../model/views';
import { inOrder } from '../../model/votes';
import { useMember } from '../../state/me';
import { useVoters, useVotes } from '../../state/votes';
import { NewVote } from './new-vote';
import { OpenVote } from './open-vote';
import { sentenceOf } from './vote-sentence';
import './voting.css';

/** What the community decides: open votes, a new one, and what was decided (spec 13). */
export default function VotingSection(): JSX.Element {
  const { voting } = texts;
  const member = useMember();
  const votes = useVotes();
  const voters = useVoters();
  return (
    <div class="grid">
      <Card title={voting.open} lead={voting.openLead}>
        <Loaded what={voting.open} resource={votes} lines={5}>
          {(all) => <OpenVotes votes={inOrder(all)} voters={voters.data ?? []} member={member} />}
        </Loaded>
      </Card>
      <Card title={voting.fresh} lead={voting.freshLead}>
        <NewVote />
      </Card>
      <Card title={voting.voters} lead={voting.votersLead}>
        <Loaded what={voting.voters} resource={voters}>
          {(all) => (
            <ul class="rows">
              {all.map((voter) => (
                <li key={voter}>{voter === member ? voting.you(shortMember(voter)) : voter}</li>
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
      <Card title={voting.past}>
        <Loaded what={voting.past} resource={votes} lines={5}>
          {(all) => <PastVotes votes={inOrder(all).filter(({ state }) => state !== 'open')} />}
        </Loaded>
      </Card>
      <ParameterTable />
    </div>
  );
}

interface OpenVotesProps {
  readonly votes: readonly VoteView[];
  readonly voters: readonly string[];
  readonly member: string;
}

function OpenVotes({ votes, voters, member }: OpenVotesProps): JSX.Element {
  const open = votes.filter(({ state }) => state === 'open');
  if (open.length === 0) {
    return (
      <Empty icon="voting">
        <p>{texts.voting.noneOpen}</p>
      </Empty>
    );
  }
  return (
    <ul class="votes">
      {open.map((vote) => (
        <OpenVote key={vote.id} vote={vote} voters={voters} member={member} />
      ))}
    </ul>
  );
}

const colours = { open: 'badge', passed: 'badge good', failed: 'badge bad', expired: 'badge' } as const;

function PastVotes({ votes }: { readonly votes: readonly VoteView[] }): JSX.Element {
  const { voting } = texts;
  if (votes.length === 0) {
    return (
      <Empty icon="voting">
        <p>{voting.nonePast}</p>
      </Empty>
    );
  }
  const count = ({ ballots }: VoteView, said: boolean) => ballots.filter(({ yes }) => yes === said).length;
  return (
    <Table
      caption={texts.shell.tableOf(voting.past)}
      rows={votes}
      keyOf={({ id }) => id}
      columns={[
        { heading: voting.columns.what, cell: sentenceOf },
        {
          heading: voting.columns.result,
          cell: ({ state }) => <span class={colours[state]}>{voting.state[state]}</span>,
        },
        { heading: voting.columns.votes, figure: true, cell: (vote) => `${count(vote, true)} / ${count(vote, false)}` },
        {
          heading: voting.columns.when,
          cell: ({ closedAt }) => (closedAt === null ? texts.shell.none : showTime(closedAt, 'moment')),
        },
      ]}
    />
  );
}
