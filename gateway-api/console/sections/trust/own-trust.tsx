import { type JSX } from 'preact';
import { parameters } from '../../../../chaincode/domain/parameters';
import { Amount } from '../../components/amount';
import { Figure, Figures } from '../../components/figure';
import { Why } from '../../components/why';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { type TrustView } from '../../model/views';
import { useTimeText } from '../../state/time-zone';
import { useParameters } from '../../state/votes';

/** Points, score and quota, each with its reasons. */
export function OwnTrust({ trust }: { readonly trust: TrustView }): JSX.Element {
  const words = texts.trust;
  const { points, score, quota, raters, ratedTrades } = trust;
  return (
    <Figures>
      <Figure label={words.points} note={words.ofFour} why={<WhyPoints trust={trust} />}>
        {points}
      </Figure>
      <Figure
        label={words.score}
        note={score === null ? words.noScore : words.ofFive(ratedTrades)}
        why={
          <Why about={words.whyScore}>
            <p>{words.scoreRule}</p>
          </Why>
        }
      >
        <Amount value={score} kind="score" />
      </Figure>
      <Figure label={words.quota} note={words.quotaNote}>
        <Amount value={quota} kind="percent" />
      </Figure>
      <Figure label={words.raters} note={words.ratersNote}>
        {raters}
      </Figure>
    </Figures>
  );
}

function WhyPoints({ trust }: { readonly trust: TrustView }): JSX.Element {
  const words = texts.trust;
  const showTime = useTimeText();
  const inForce = useParameters().data;
  const { points, score, raters, lostPointOn, fraudFoundAt } = trust;
  const threshold = (name: 'trustScore2' | 'trustScore3' | 'trustScore4'): string =>
    inForce?.[name] ?? parameters[name].default;
  return (
    <Why about={words.whyPoints}>
      {score === null ? <p>{words.newcomer}</p> : <p>{words.byScore(amountText(score, 'score'), points)}</p>}
      <p>{words.classes(threshold('trustScore2'), threshold('trustScore3'), threshold('trustScore4'))}</p>
      {raters < 3 ? <p>{words.fewRaters(raters)}</p> : null}
      {lostPointOn === null ? null : <p>{words.lostPoint(showTime(lostPointOn, 'date'))}</p>}
      {fraudFoundAt === null ? null : <p>{words.fraud(showTime(fraudFoundAt, 'date'))}</p>}
    </Why>
  );
}
