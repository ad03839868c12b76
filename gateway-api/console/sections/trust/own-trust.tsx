import { type JSX } from 'preact';
import { parameters } from '../../../../chaincode/domain/parameters';
import { Amount } from '../../components/amount';
import { Figure, Figures } from '../../components/figure';
import { Why } from '../../components/why';
import { amountText } from '../../model/amounts';
import { texts } from '../../model/texts';
import { trustSteps } from '../../model/trust-steps';
import { type TrustView } from '../../model/views';
import { useTimeText } from '../../state/time-zone';
import { useParameters } from '../../state/votes';

interface OwnTrustProps {
  readonly trust: TrustView;
}

/** Points, score, quota and raters, each with its reasons. */
export function OwnTrust({ trust }: OwnTrustProps): JSX.Element {
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
        why={<WhyScore trust={trust} />}
      >
        <Amount value={score} kind="score" />
      </Figure>
      <Figure
        label={words.quota}
        note={words.quotaNote}
        why={
          <Why about={words.whyQuota}>
            <p>{words.quotaRule(words.pointsOf(points), amountText(quota, 'percent'))}</p>
          </Why>
        }
      >
        <Amount value={quota} kind="percent" />
      </Figure>
      <Figure
        label={words.raters}
        note={words.ratersNote}
        why={
          <Why about={words.whyRaters}>
            <p>{words.ratersRule}</p>
          </Why>
        }
      >
        {words.ratersOf(raters)}
      </Figure>
    </Figures>
  );
}

function WhyPoints({ trust }: OwnTrustProps): JSX.Element {
  const words = texts.trust;
  const showTime = useTimeText();
  const inForce = useParameters().data;
  const { points, score, raters, lostPointOn, fraudFoundAt } = trust;
  const threshold = (name: 'trustScore2' | 'trustScore3' | 'trustScore4'): string =>
    amountText(inForce?.[name] ?? parameters[name].default, 'score');
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

/** Trades whose part in the score is told; the chart has the others. */
const TOLD = 5;

/** The mean, with the last trades that went into it. */
function WhyScore({ trust }: OwnTrustProps): JSX.Element {
  const words = texts.trust;
  const showTime = useTimeText();
  const trades = trustSteps(trust.why, trust.ratedTrades).filter(({ trades: count }) => count !== undefined);
  return (
    <Why about={words.whyScore}>
      {() => (
        <>
          {trades.length === 0 ? <p>{words.noScoreYet}</p> : null}
          {trades.length > 0 ? (
            <ol class="rows">
              {trades.slice(-TOLD).map(({ step, at, kind, rating, experience, score }) => (
                <li key={step}>
                  <span>
                    {words.kinds[kind]}
                    <small class="bound quiet">{showTime(at, 'moment')}</small>
                  </span>
                  <span>
                    {experience === undefined
                      ? words.scoreAfter(amountText(score ?? '0', 'score'))
                      : words.experience(
                          amountText(rating ?? '0', 'score'),
                          amountText(experience, 'score'),
                          amountText(score ?? '0', 'score'),
                        )}
                  </span>
                </li>
              ))}
            </ol>
          ) : null}
          <p>{words.scoreRule}</p>
        </>
      )}
    </Why>
  );
}
