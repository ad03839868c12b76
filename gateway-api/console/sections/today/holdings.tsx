import { type JSX } from 'preact';
import { Amount } from '../../components/amount';
import { Card } from '../../components/card';
import { Figure, Figures } from '../../components/figure';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { useBalance } from '../../state/balance';
import { pathOf } from '../../state/router';
import { kindOf } from '../tokens/account-card';

/** What the member holds, in short. */
export function Holdings(): JSX.Element {
  const words = texts.today.holds;
  return (
    <Card title={words.title}>
      <Figures>
        <Held token="eEuro" />
        <Held token="ENT" />
      </Figures>
      <p>
        <a href={pathOf('tokens')} data-section>
          {words.more}
        </a>
      </p>
    </Card>
  );
}

function Held({ token }: { readonly token: 'eEuro' | 'ENT' }): JSX.Element {
  const balance = useBalance(token).data;
  const kind = kindOf[token];
  const locked = balance?.locked ?? '0';
  return (
    <Figure
      label={texts.tokens.names[token]}
      note={locked === '0' ? texts.tokens.availableNote : texts.market.mine.locked(amountText(locked, kind))}
    >
      <Amount value={balance?.available} kind={kind} />
    </Figure>
  );
}
