import { type JSX } from 'preact';
import { Card } from '../../components/card';
import { Empty, Loaded } from '../../components/states';
import { texts } from '../../model/texts';
import { useDayReport } from '../../state/day-report';
import { demo } from '../../state/demo';
import { useMember } from '../../state/me';
import { useStore } from '../../state/store';
import { CommunityDay } from './community-day';
import { MemberStatement } from './member-statement';

/** What energy cost: the day's statement that there is. Bills by month need meters. */
export default function BillsSection(): JSX.Element {
  const words = texts.bills;
  const report = useDayReport();
  const isDemo = useStore(demo) !== undefined;
  const member = useMember();
  return (
    <div class="grid">
      <p class="notice wide">{words.later}</p>
      {isDemo ? (
        <Loaded what={texts.sectionNames.bills.name} resource={report} lines={10}>
          {(day) => {
            if (day === null) {
              return (
                <Card title={texts.sectionNames.bills.name}>
                  <Empty icon="bills">
                    <p>{words.none}</p>
                  </Empty>
                </Card>
              );
            }
            const mine = day.members.find((candidate) => candidate.member === member);
            return (
              <>
                {mine ? <MemberStatement day={day} mine={mine} /> : <p class="notice wide">{words.notYours}</p>}
                <CommunityDay day={day} />
              </>
            );
          }}
        </Loaded>
      ) : null}
    </div>
  );
}
