import { type JSX } from 'preact';
import { ActionButton } from '../../components/action-button';
import { Amount } from '../../components/amount';
import { Figure, Figures } from '../../components/figure';
import { Empty, Loaded } from '../../components/states';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { showTime } from '../../model/times';
import { type StorageUnitView } from '../../model/views';
import { stopSession, useOwnSessions } from '../../state/storage';

interface RunningSessionsProps {
  readonly units: readonly StorageUnitView[];
  readonly member: string;
}

/** The member's open sessions, followed, each with a way to stop it. */
export function RunningSessions({ units, member }: RunningSessionsProps): JSX.Element {
  const words = texts.energy;
  const sessions = useOwnSessions(units, member);
  return (
    <Loaded what={words.running} resource={sessions} lines={4}>
      {(open) =>
        open.length === 0 ? (
          <Empty icon="energy">
            <p>{words.noneRunning}</p>
          </Empty>
        ) : (
          <ul class="sessions">
            {open.map(({ unit, reserved, locked, expiresAt }) => (
              <li key={unit}>
                <Figures label={words.runningIn(shortMember(unit))}>
                  <Figure label={words.reserved} note={words.runningIn(shortMember(unit))}>
                    <Amount value={reserved} kind="energy" />
                  </Figure>
                  <Figure label={words.locked}>
                    <Amount value={locked} kind="ent" />
                  </Figure>
                  <Figure label={words.until}>{showTime(expiresAt, 'time')}</Figure>
                </Figures>
                <ActionButton label={words.stopOf(shortMember(unit))} act={(key) => stopSession(unit, member, key)}>
                  {words.stop}
                </ActionButton>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
