import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { Loaded } from '../../components/states';
import { Table } from '../../components/table';
import { Amount } from '../../components/amount';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { useMember } from '../../state/me';
import { useTrust, useTrusts } from '../../state/trust';
import { OwnTrust } from './own-trust';
import { RateTrades } from './rate-trades';
import { TrustHistory } from './trust-history';
import { TrustLadder } from './trust-ladder';
import './trust.css';

/** A member's trust: how much, why, how it moved; and what it says of others (spec 14). */
export default function TrustSection(): JSX.Element {
  const words = texts.trust;
  const member = useMember();
  const own = useTrust(member);
  const all = useTrusts();
  return (
    <div class="grid">
      <Card title={words.mine} lead={words.mineLead} wide>
        <Loaded what={words.mine} resource={own} lines={3}>
          {(trust) => (
            <>
              <OwnTrust trust={trust} />
              <TrustLadder trust={trust} />
            </>
          )}
        </Loaded>
      </Card>
      <Card title={words.history} lead={words.historyLead}>
        <Loaded what={words.history} resource={own} lines={6}>
          {(trust) => <TrustHistory trust={trust} />}
        </Loaded>
      </Card>
      <Card title={words.rate} lead={words.rateLead}>
        <RateTrades member={member} />
      </Card>
      <Card title={words.all} lead={words.allLead} wide>
        <Loaded what={words.all} resource={all} lines={4}>
          {(trusts) =>
            trusts.length === 0 ? (
              <p class="quiet">{words.noneKnown}</p>
            ) : (
              <Table
                caption={texts.shell.tableOf(words.all)}
                rows={trusts}
                keyOf={(trust) => trust.member}
                marked={(trust) => trust.member === member}
                columns={[
                  { heading: words.member, cell: (trust) => shortMember(trust.member) },
                  { heading: words.points, figure: true, cell: ({ points }) => points },
                  {
                    heading: words.score,
                    figure: true,
                    cell: ({ score }) => <Amount value={score} kind="score" />,
                  },
                  { heading: words.trades, figure: true, cell: ({ ratedTrades }) => ratedTrades },
                ]}
              />
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}
