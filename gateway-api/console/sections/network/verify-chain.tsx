import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { verifyChain } from '../../../../client/chain/verify-chain';
import { Card } from '../../components/card';
import { texts } from '../../model/texts';
import { readHeaders } from '../../state/explorer';
import { problemOf } from '../../state/problem';

/** Checks the chain of blocks in this browser, from the first one on. */
export function VerifyChain(): JSX.Element {
  const words = texts.network;
  const [checking, setChecking] = useState(false);
  const [said, setSaid] = useState('');
  const check = async (): Promise<void> => {
    if (checking) return;
    setChecking(true);
    setSaid(words.checking(0));
    try {
      const verdict = await verifyChain(readHeaders, {}, (count) => setSaid(words.checking(count)));
      setSaid(
        verdict.fault ? words.broken(verdict.fault.message) : words.allGood(verdict.checked, verdict.last?.hash ?? ''),
      );
    } catch (error) {
      setSaid(problemOf(error).message);
    } finally {
      setChecking(false);
    }
  };
  return (
    <Card title={words.verify} lead={words.verifyLead}>
      <div class="actions">
        <button type="button" class="primary" aria-busy={checking} onClick={() => void check()}>
          {words.verifyNow}
        </button>
      </div>
      <p class="verdict" role="status">
        {said === '' ? '\u00a0' : said}
      </p>
    </Card>
  );
}
