import { type JSX } from 'preact';
import { formatMicros, parseEuro } from '../../../../chaincode/domain/units';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { useWithdrawals } from '../../state/banking';
import { useSupply } from '../../state/explorer';
import { useParameters } from '../../state/votes';
import { AccountOf } from './account-of';
import { IssueForm } from './issue-form';
import { Requests } from './requests';

/** The banker's work: issue eEuro for euro paid in, pay out and redeem what members have locked (spec 12). */
export default function BankerSection(): JSX.Element {
  const { banker } = texts;
  const supply = useSupply('eEuro');
  const withdrawals = useWithdrawals();
  const byFund = useParameters().data?.currency === 'fund';
  const waiting = withdrawals.data?.reduce((sum, { amount }) => sum + parseEuro(amount), 0n);
  return (
    <div class="grid">
      {byFund ? <p class="notice wide">{banker.fund}</p> : null}
      <Card title={banker.circulation} lead={banker.circulationLead} wide>
        <Figures label={banker.circulation}>
          <Figure label={banker.total} note={banker.totalNote}>
            <Amount value={supply.data?.total} kind="money" exact />
          </Figure>
          <Figure
            label={banker.waiting}
            note={withdrawals.data ? banker.waitingNote(withdrawals.data.length) : undefined}
          >
            <Amount value={waiting === undefined ? undefined : formatMicros(waiting)} kind="money" exact />
          </Figure>
        </Figures>
      </Card>
      <Card title={banker.requests} lead={banker.requestsLead} wide>
        <Loaded what={banker.requests} resource={withdrawals} lines={4}>
          {(all) => <Requests withdrawals={all} />}
        </Loaded>
      </Card>
      <Card title={banker.issue} lead={banker.issueLead}>
        <IssueForm />
      </Card>
      <Card title={banker.look} lead={banker.lookLead}>
        <AccountOf />
      </Card>
    </div>
  );
}
