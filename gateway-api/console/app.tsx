import { type ComponentType, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { Empty, Skeleton } from './components/states';
import { Navigation } from './components/navigation';
import { TopBar } from './components/top-bar';
import { texts } from './model/texts';
import { openSection, type Section, sectionsFor } from './sections';
import { Registration } from './sections/sign-in/registration';
import { SignInPage } from './sections/sign-in/sign-in-page';
import { useMe } from './state/me';
import { go, pathOf, place } from './state/router';
import { session } from './state/session';
import { useStore } from './state/store';

/** The console: the way in for strangers, the sections for members. */
export function App(): JSX.Element {
  const signedIn = useStore(session);
  return signedIn ? <Inside key={signedIn.member} /> : <SignInPage />;
}

function Inside(): JSX.Element {
  const { section: id } = useStore(place);
  const me = useMe();
  const visible = sectionsFor(me.data?.member?.roles ?? []);
  const current = visible.find((section) => section.id === id);
  useEffect(() => {
    if (id === '') go(pathOf('today'));
  }, [id]);
  useEffect(() => {
    document.title = current ? `${texts.sectionNames[current.id].name} · ${texts.shell.name}` : texts.shell.name;
  }, [current]);
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
        {texts.shell.skip}
      </button>
      <TopBar />
      <Navigation sections={visible} current={id} />
      <main id="content" tabIndex={-1}>
        <Standing status={me.data?.member?.status} />
        {me.data && me.data.member === null ? (
          <Registration />
        ) : current ? (
          <SectionPage key={current.id} section={current} />
        ) : id === '' || me.loading ? (
          <Skeleton lines={6} />
        ) : (
          <Empty icon="warning">
            <p>{texts.shell.notFound}</p>
            <a href={pathOf('today')} data-section>
              {texts.shell.toToday}
            </a>
          </Empty>
        )}
      </main>
    </div>
  );
}

/** What a member should know of its membership before anything else. */
function Standing({
  status,
}: {
  readonly status: 'active' | 'suspended' | 'departed' | undefined;
}): JSX.Element | null {
  if (status === undefined || status === 'active') return null;
  return (
    <p class="notice" role="alert">
      {texts.signIn.register[status]}
    </p>
  );
}

/** What has been loaded stays, so that a section opens at once the second time. */
const loaded = new Map<string, ComponentType>();

function SectionPage({ section }: { readonly section: Section }): JSX.Element {
  const [page, setPage] = useState<{ of: ComponentType } | undefined>(() => {
    const known = loaded.get(section.id);
    return known && { of: known };
  });
  const [failed, setFailed] = useState(0);
  useLayoutEffect(() => {
    if (page) return;
    openSection(section).then(
      ({ default: of }) => {
        loaded.set(section.id, of);
        setPage({ of });
      },
      () => setTimeout(() => setFailed((count) => count + 1), 2000),
    );
  }, [page, failed]);
  const { name, about } = texts.sectionNames[section.id];
  return (
    <>
      <header class="page-head">
        <h1>{name}</h1>
        <p>{about}</p>
      </header>
      {page ? <page.of /> : <Skeleton lines={8} />}
    </>
  );
}
