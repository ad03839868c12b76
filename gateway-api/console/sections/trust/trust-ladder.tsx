import { type JSX } from 'preact';
import { parameters } from '../../../../chaincode/domain/parameters';
import { quotaShare } from '../../../../chaincode/domain/trust/points';
import { formatMicros } from '../../../../chaincode/domain/units';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type TrustView } from '../../model/views';
import { useParameters } from '../../state/votes';

const rungs = [1, 2, 3, 4] as const;

/** The four points as stairs: what score each takes, what it brings, and where the member stands. */
export function TrustLadder({ trust }: { readonly trust: TrustView }): JSX.Element {
  const words = texts.trust.ladder;
  const inForce = useParameters().data;
  const from = (points: 2 | 3 | 4): string => {
    const name = `trustScore${points}` as const;
    return amountText(inForce?.[name] ?? parameters[name].default, 'score');
  };
  return (
    <ol class="trust-ladder" aria-label={words.title}>
      {rungs.map((points) => (
        <li
          key={points}
          class={`rung rung-${points}${points === trust.points ? ' here' : ''}`}
          aria-current={points === trust.points ? 'step' : undefined}
        >
          <span class="rung-name">
            <strong>{texts.trust.pointsOf(points)}</strong>
            {points === trust.points ? <span class="badge here-badge">{words.you}</span> : null}
          </span>
          <span>{points === 1 ? words.begin : words.from(from(points))}</span>
          <span class="quiet">{words.counts(amountText(formatMicros(quotaShare(points)), 'percent'))}</span>
        </li>
      ))}
    </ol>
  );
}
