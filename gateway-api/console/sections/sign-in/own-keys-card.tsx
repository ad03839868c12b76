import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Card } from '../../components/card';
import { Icon } from '../../components/icon';
import { texts } from '../../model/texts';
import { forgetIdentity, keptIdentities } from '../../state/own-keys';
import { signIn } from '../../state/session';

/** The members whose own keys this device holds, each to sign in with one click; nothing where there are none. */
export function OwnKeysCard(): JSX.Element | null {
  const [members, setMembers] = useState<readonly string[]>([]);
  const words = texts.signIn.ownKey;
  useEffect(() => {
    // A browser that keeps nothing has no keys to show.
    keptIdentities().then(
      (identities) => setMembers(identities.map(({ member }) => member)),
      () => undefined,
    );
  }, []);
  if (members.length === 0) return null;
  const forget = async (member: string): Promise<void> => {
    if (!window.confirm(words.forgetSure(member))) return;
    await forgetIdentity(member);
    setMembers(members.filter((other) => other !== member));
  };
  return (
    <Card title={words.title} lead={words.lead}>
      <ul class="rows">
        {members.map((member) => (
          <li key={member}>
            <button type="button" class="primary" onClick={() => signIn({ member, demo: false })}>
              <Icon name="person" /> {words.enter(member)}
            </button>
            <button type="button" class="small" aria-label={words.forgetOf(member)} onClick={() => void forget(member)}>
              {words.forget}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
