import { type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type AmountKind, showAmount } from '../model/amounts';
import { texts } from '../model/texts';

interface AmountProps {
  /** Exact decimal string; undefined or null shows a dash of the same height. */
  readonly value: string | null | undefined;
  readonly kind: AmountKind;
  readonly exact?: boolean;
  readonly signed?: boolean;
  /** Leaves the unit out, where a heading has it. */
  readonly bare?: boolean;
}

/** A figure with its unit, in figures of one width. It glows for a moment when it changes. */
export function Amount({ value, kind, exact, signed, bare }: AmountProps): JSX.Element {
  const glow = useGlow(value ?? undefined);
  if (value === null || value === undefined) return <span class="amount">{texts.shell.none}</span>;
  const { figure, unit } = showAmount(value, kind, { exact: exact ?? false, signed: signed ?? false });
  return (
    <span class={glow ? 'amount changed' : 'amount'}>
      {figure}
      {bare === true || unit === '' ? null : <span class="unit">{`\u00a0${unit}`}</span>}
    </span>
  );
}

const GLOW_MS = 1600;

/** True for a moment after a value has become another one; not when it is first known. */
export function useGlow(value: string | undefined): boolean {
  const before = useRef(value);
  const [glowing, setGlowing] = useState(false);
  useEffect(() => {
    const known = before.current !== undefined;
    const changed = known && value !== undefined && before.current !== value;
    before.current = value;
    if (!changed) return undefined;
    setGlowing(true);
    const timer = setTimeout(() => setGlowing(false), GLOW_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return glowing;
}
