import { type JSX } from 'preact';
import { Amount } from '../../components/amount';
import { Figure, Figures } from '../../components/figure';
import { MemberSelect } from '../../components/member-select';
import { useForm } from '../../forms/use-form';
import { texts } from '../../model/texts';
import { useEEuroOf } from '../../state/banking';

/** What a member holds in eEuro. */
export function AccountOf(): JSX.Element {
  const { banker } = texts;
  const form = useForm<'member', undefined>({
    initial: { member: '' },
    send: () => Promise.resolve(undefined),
  });
  const balance = useEEuroOf(form.values.member);
  return (
    <>
      <MemberSelect form={form} name="member" label={banker.member} />
      <Figures label={banker.look}>
        <Figure label={banker.available}>
          <Amount value={balance.data?.available} kind="money" exact />
        </Figure>
        <Figure label={banker.locked}>
          <Amount value={balance.data?.lockedForWithdrawal} kind="money" exact />
        </Figure>
        <Figure label={banker.escrowed}>
          <Amount value={balance.data?.escrowed} kind="money" exact />
        </Figure>
      </Figures>
      {balance.problem ? (
        <p class="form-problem" role="alert">
          {balance.problem.message}
        </p>
      ) : null}
    </>
  );
}
