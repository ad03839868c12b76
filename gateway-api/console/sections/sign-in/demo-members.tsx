import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Icon, type IconName } from '../../components/icon';
import { Skeleton } from '../../components/states';
import { shortMember } from '../../model/names';
import { texts } from '../../model/texts';
import { ask } from '../../state/api';
import { type ApiProblem, problemOf } from '../../state/problem';
import { go } from '../../state/router';
import { signIn } from '../../state/session';

type Part = keyof typeof texts.signIn.roles;

/** A member of the demonstration whom anybody at this machine may be. */
interface DemoMember {
  readonly member: string;
  readonly part: Part;
}

const icons: Readonly<Record<Part, IconName>> = {
  household: 'today',
  consumer: 'person',
  storage: 'energy',
  voter: 'voting',
  banker: 'banker',
  operator: 'operator',
};
const RETRY_MS = 1500;

/** The demonstration's members, entered with one click each. */
export function DemoMembers(): JSX.Element {
  const [members, setMembers] = useState<readonly DemoMember[]>([]);
  const [entering, setEntering] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      try {
        const answer = await ask<{ members: readonly DemoMember[] }>('GET', '/demo/members');
        setMembers(answer.members);
        if (answer.members.length > 0) return;
      } catch {
        // The first members are being admitted: it is asked again.
      }
      timer = setTimeout(() => void look(), RETRY_MS);
    };
    void look();
    return () => clearTimeout(timer);
  }, []);
  const enter = async (member: string): Promise<void> => {
    if (entering !== undefined) return;
    setEntering(member);
    setProblem(undefined);
    try {
      const { token } = await ask<{ token: string }>('POST', `/demo/members/${encodeURIComponent(member)}/session`);
      if (location.pathname === '/') go('/today');
      signIn({ member, token, demo: true });
    } catch (error) {
      setProblem(problemOf(error));
      setEntering(undefined);
    }
  };
  return (
    <Card title={texts.signIn.demoTitle} lead={texts.signIn.demoLead}>
      {members.length === 0 ? <Skeleton lines={6} /> : null}
      <ul class="people">
        {members.map(({ member, part }) => {
          const { name, about } = texts.signIn.roles[part];
          return (
            <li key={member}>
              <button type="button" aria-busy={entering === member} onClick={() => void enter(member)}>
                <Icon name={icons[part]} size={28} />
                <span class="person-name">{name}</span>
                <span class="person-id">{entering === member ? texts.signIn.entering : shortMember(member)}</span>
                <span class="person-about">{about}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {problem ? (
        <p class="form-problem" role="alert">
          {problem.message}
        </p>
      ) : null}
    </Card>
  );
}
