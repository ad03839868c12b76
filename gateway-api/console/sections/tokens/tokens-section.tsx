import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type TokenName } from '../../../../chaincode/domain/account';
import { useBalance } from '../../state/balance';
import { AccountCard } from './account-card';
import { AccountHistory } from './account-history';
import { TransferForm } from './transfer-form';
import { WithdrawForm } from './withdraw-form';

/** What the member holds, what happened to it, and the ways to pass it on. */
export default function TokensSection(): JSX.Element {
  const [token, setToken] = useState<TokenName>('eEuro');
  const trust = useBalance('TRUST').data;
  const hasTrust = trust !== undefined && (trust.available !== '0' || trust.locked !== '0');
  const shown: readonly TokenName[] = hasTrust ? ['eEuro', 'ENT', 'TRUST'] : ['eEuro', 'ENT'];
  return (
    <div class="grid">
      <div class="tiles wide">
        {shown.map((name) => (
          <AccountCard key={name} token={name} />
        ))}
      </div>
      <TransferForm tokens={shown} />
      <WithdrawForm />
      <AccountHistory token={token} tokens={shown} onChoose={setToken} />
    </div>
  );
}
