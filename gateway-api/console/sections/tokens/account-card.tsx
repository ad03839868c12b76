import { type JSX } from 'preact';
import { type TokenName } from '../../../../chaincode/domain/account';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { Loaded } from '../../components/states';
import { Why } from '../../components/why';
import { amountText, type AmountKind } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type BalanceView } from '../../model/views';
import { useBalance } from '../../state/balance';

/** How amounts of a token are shown. */
export const kindOf: Readonly<Record<TokenName, AmountKind>> = { eEuro: 'money', ENT: 'ent', TRUST: 'trust' };

/** What the member holds of a token, and what of it is bound. */
export function AccountCard({ token }: { readonly token: TokenName }): JSX.Element {
  const balance = useBalance(token);
  const words = texts.tokens;
  const kind = kindOf[token];
  return (
    <Card title={words.names[token]} lead={words.abouts[token]}>
      <Loaded what={words.names[token]} resource={balance} lines={3}>
        {(held) => (
          <Figures>
            <Figure label={words.available} note={words.availableNote}>
              <Amount value={held.available} kind={kind} />
            </Figure>
            <Figure
              label={token === 'TRUST' ? words.staked : words.inOffers}
              why={<Why about={words.lockedWhyTitle}>{() => <LockedWhy held={held} kind={kind} />}</Why>}
              note={
                held.lockedForWithdrawal === '0'
                  ? undefined
                  : `${words.inWithdrawal}: ${amountText(held.lockedForWithdrawal, kind)}`
              }
            >
              <Amount value={held.escrowed} kind={kind} />
            </Figure>
          </Figures>
        )}
      </Loaded>
    </Card>
  );
}

function LockedWhy({ held, kind }: { readonly held: BalanceView; readonly kind: AmountKind }): JSX.Element {
  const words = texts.tokens;
  return (
    <ul class="rows">
      <li>
        <strong>{words.inOffers}</strong>
        <Amount value={held.escrowed} kind={kind} exact />
        <p>{words.lockedWhy.offers}</p>
      </li>
      <li>
        <strong>{words.inWithdrawal}</strong>
        <Amount value={held.lockedForWithdrawal} kind={kind} exact />
        <p>{words.lockedWhy.withdrawal}</p>
      </li>
      {held.unfolded > 0 ? (
        <li>
          <p>{words.lockedWhy.credits(held.unfolded)}</p>
        </li>
      ) : null}
    </ul>
  );
}
