import { type JSX } from 'preact';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { ParameterTable } from '../../components/parameter-table';
import { Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { useModelState, useSupply } from '../../state/explorer';
import { useMember } from '../../state/me';
import { useMembers } from '../../state/members';
import { place } from '../../state/router';
import { useEnergyPools } from '../../state/storage';
import { useStore } from '../../state/store';
import { BlockView } from './block-view';
import { Blocks } from './blocks';
import { FindTransaction } from './find-transaction';
import { VerifyChain } from './verify-chain';
import './network.css';

/** The network: totals, members, parameters, and the explorer of its blocks (spec 33). */
export default function NetworkSection(): JSX.Element {
  const [block] = useStore(place).rest;
  return block === undefined ? <Overview /> : <BlockView key={block} number={block} />;
}

function Overview(): JSX.Element {
  return (
    <div class="grid">
      <Totals />
      <Blocks />
      <VerifyChain />
      <FindTransaction />
      <People />
      <ParameterTable />
    </div>
  );
}

function Totals(): JSX.Element {
  const words = texts.network;
  const members = useMembers().data;
  const pools = useEnergyPools().data;
  const model = useModelState().data;
  const banker = members?.find(({ roles }) => roles.includes('banker'));
  const count = (wanted: (roles: readonly string[]) => boolean): string | undefined =>
    members && String(members.filter(({ roles }) => wanted(roles)).length);
  return (
    <Card title={words.totals} wide>
      <Figures label={words.totals}>
        <Figure label={words.members}>
          <Amount value={count(() => true)} kind="count" />
        </Figure>
        <Figure label={words.voters}>
          <Amount value={count((roles) => roles.includes('voter'))} kind="count" />
        </Figure>
        <Figure label={words.banker}>
          {members ? (banker ? shortMember(banker.id) : words.noBanker) : texts.shell.none}
        </Figure>
        <Figure label={words.eEuro}>
          <Amount value={useSupply('eEuro').data?.total} kind="money" />
        </Figure>
        <Figure label={words.ent}>
          <Amount value={useSupply('ENT').data?.total} kind="ent" />
        </Figure>
        <Figure label={words.stored}>
          <Amount value={pools?.energy} kind="energy" />
        </Figure>
        <Figure label={words.height} note={model ? words.heightNote(Number(model.lag)) : undefined}>
          <Amount value={model?.height} kind="count" />
        </Figure>
      </Figures>
    </Card>
  );
}

function People(): JSX.Element {
  const words = texts.network;
  const member = useMember();
  const members = useMembers();
  const { roleNames } = texts.voting;
  const roleName = (role: string): string =>
    Object.hasOwn(roleNames, role) ? roleNames[role as keyof typeof roleNames] : role;
  return (
    <Card title={words.people} lead={words.peopleLead} wide>
      <Loaded what={words.people} resource={members} lines={8}>
        {(all) => (
          <Table
            caption={texts.shell.tableOf(words.people)}
            rows={all}
            keyOf={({ id }) => id}
            marked={({ id }) => id === member}
            columns={[
              { heading: words.member, cell: ({ id }) => id },
              { heading: words.roles, cell: ({ roles }) => roles.map(roleName).join(', ') },
              { heading: words.status, cell: ({ status }) => words.statuses[status] },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
