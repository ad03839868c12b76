import { type JSX } from 'preact';

export default function TokensSection(): JSX.Element {
  return <div class="grid" />;
}
